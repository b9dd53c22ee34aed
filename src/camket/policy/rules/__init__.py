"""The rules that worked examples run: pure functions, found by their name. docs/policy-files.md lists them."""

from camket.policy.rules import amounts, breaches, choosing, fairness, hours, limits, outages
from camket.policy.rules.asking import RULES, Outcome, Rule, Terms, outcome_of

__all__ = [
    "RULES",
    "Outcome",
    "Rule",
    "Terms",
    "amounts",
    "breaches",
    "choosing",
    "fairness",
    "hours",
    "limits",
    "outages",
    "outcome_of",
]
