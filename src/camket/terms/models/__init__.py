"""Editions and their acceptances, customers who leave, and breach notices with what either side says."""

from camket.terms.models.breach import CLAIM, CONTEST, PAPER, REASONS, Breach, Contest, Paper
from camket.terms.models.edition import Acceptance, Edition, Noted
from camket.terms.models.leaving import Leaving

__all__ = [
    "CLAIM",
    "CONTEST",
    "PAPER",
    "REASONS",
    "Acceptance",
    "Breach",
    "Contest",
    "Edition",
    "Leaving",
    "Noted",
    "Paper",
]
