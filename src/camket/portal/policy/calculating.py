"""A reader's own question, answered by the very rule that the desk obeys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from camket.clock import HOME_ZONE
from camket.policy import ClauseVersion, Outcome, Policy
from camket.refusals import Refusal
from camket.worktime import DueInstant

RETURN = "return_allowed"


@dataclass(frozen=True, slots=True)
class ReturnAnswer:
    """Whether goods may be given back, until when, and the clause that says so."""

    version: ClauseVersion
    is_allowed: bool
    until: date | None
    says: str


@dataclass(frozen=True, slots=True)
class Goods:
    """What a reader says of the goods."""

    delivered: date
    as_sold: bool
    our_fault: bool


def may_return(policy: Policy, goods: Goods, *, at: datetime, lang: str) -> ReturnAnswer | None:
    """The answer of the first clause that decides about returns; None where the policy has none for that day."""
    for clause in policy.clauses:
        asked = next((example for example in clause.examples if example.rule == RETURN), None)
        if asked is None:
            continue
        own = asked.model_copy(update={"input": _input(goods, at)})
        try:
            version, outcome = policy.run(clause, own)
        except Refusal:
            return None
        return ReturnAnswer(version, outcome.accepted, _until(outcome), outcome.says.spoken(lang))
    return None


def _input(goods: Goods, at: datetime) -> dict[str, object]:
    """At noon, since a limit in days does not ask for the hour."""
    delivered = datetime.combine(goods.delivered, time(12), HOME_ZONE)
    return {
        "delivered": delivered,
        "asked": max(at.astimezone(HOME_ZONE).replace(second=0, microsecond=0), delivered),
        "as_sold": goods.as_sold,
        "our_fault": goods.our_fault,
    }


def _until(outcome: Outcome) -> date | None:
    due = outcome.due
    return None if due is None or isinstance(due, DueInstant) else due.due
