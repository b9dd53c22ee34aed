"""What an outage is, by when it is repaired, and what it brings. Pure: every number is a parameter of the clause."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from camket.policy.rules.outages import days_credited
from camket.promises.rules import Basis, NewPromise, PromiseKind
from camket.worktime import due_in_hours

ACCESS = "quyen.truy-cap"
RESTORE_HOURS = "restore_hours"
HOLDING = "holding:"


class Clause(Protocol):
    """What is needed of the version of the clause on access that is in force."""

    @property
    def id(self) -> str:
        """The clause."""

    @property
    def digest(self) -> str:
        """The version's hash."""

    @property
    def values(self) -> Mapping[str, Any]:
        """The parameters by name."""

    def number(self, name: str) -> int:
        """A parameter that is a whole number."""


def subject_of(holding: UUID) -> str:
    """The name of the chain of facts of what one customer has."""
    return f"{HOLDING}{holding}"


def restore_promise(subject: str, known_at: datetime, clause: Clause) -> NewPromise:
    """By when the service works again: hours from the instant at which we learnt of it, day and night."""
    due = due_in_hours(known_at, clause.number(RESTORE_HOURS))
    return NewPromise(
        subject,
        PromiseKind.RESOLVE,
        Basis.CLAUSE,
        clause.id,
        clause.digest,
        due.calendar,
        known_at,
        due,
    )


def credit_of(began: datetime, ended: datetime, clause: Clause) -> int:
    """The days of use that everybody concerned gets for an outage."""
    least, a_day = clause.number("credit_after_hours"), clause.number("credit_days")
    return days_credited(began, ended, least_hours=least, a_day=a_day)


def troubles_of(clause: Clause, language: str) -> list[tuple[str, str]]:
    """What a customer may say is wrong: the codes that the clause takes for an outage, with their words."""
    outages = clause.values["outages"]
    parameter = outages.parameter
    codes = [code for code in parameter.choices if _counts(code, parameter, outages.plain)]
    return [(code, parameter.word(code).spoken(language)) for code in codes]


def _counts(code: str, parameter: Any, among: list[str]) -> bool:
    return parameter.counts_as.get(code, code) in among


def runs_until(until: date | None, credited: int) -> date | None:
    """The last day of a term with the days that outages have added; None without a term."""
    return until + timedelta(days=credited) if until else None
