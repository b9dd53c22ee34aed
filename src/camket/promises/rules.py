"""What a promise is, and how one is built from a clause and a calendar. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from camket.clock import civil_date
from camket.worktime import (
    Calendar,
    Due,
    due_in_working_days,
    legal_due_in_working_days,
    working_days_between,
)
from camket.worktime.due import Step


class PromiseKind(StrEnum):
    """What was promised."""

    ACKNOWLEDGE = "acknowledge"
    RESOLVE = "resolve"
    REMEDY = "remedy"


class Basis(StrEnum):
    """Whether a date is the company's own word or the law's."""

    CLAUSE = "clause"
    LAW = "law"


class State(StrEnum):
    """How a promise ended, if it has."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    SUPERSEDED = "superseded"


class Clause(Protocol):
    """What a promise needs to know of the clause version that governs it."""

    @property
    def id(self) -> str:
        """The clause."""

    @property
    def digest(self) -> str:
        """The version's hash."""

    def number(self, name: str) -> int:
        """A parameter."""


@dataclass(frozen=True, slots=True)
class NewPromise:
    """A date about to be given: what, to whom, by when, from which clause version and calendar."""

    subject: str
    kind: PromiseKind
    basis: Basis
    clause_id: str
    clause_digest: str
    calendar_version: str
    received_at: datetime
    limit: Due
    aim: Due | None = None


def within_working_days(
    subject: str,
    kind: PromiseKind,
    received_at: datetime,
    clause: Clause,
    calendar: Calendar,
    *,
    limit: str,
    aim: str | None = None,
    basis: str = Basis.CLAUSE,
) -> NewPromise:
    """A promise counted in working days from receipt; `limit` and `aim` name parameters of the clause.

    A limit that the law sets takes the earlier of the two calendars, with and without optional swaps.
    """
    count = legal_due_in_working_days if basis == Basis.LAW else due_in_working_days
    return NewPromise(
        subject,
        kind,
        Basis(basis),
        clause.id,
        clause.digest,
        calendar.version,
        received_at,
        count(received_at, clause.number(limit), calendar),
        due_in_working_days(received_at, clause.number(aim), calendar) if aim else None,
    )


def dated_promise(
    subject: str,
    kind: PromiseKind,
    at: datetime,
    day: date,
    clause: Clause,
    calendar: Calendar,
) -> NewPromise:
    """A promise for a chosen day: the arithmetic shows the working days from now to then."""
    today = civil_date(at)
    days = working_days_between(today, day, calendar)
    due = due_in_working_days(at, days, calendar) if days > 0 else Due(day, calendar.label, ())
    if due.due != day:
        step = Step(day, False, "ngày đã chọn", "the day chosen")
        due = Due(day, calendar.label, (*due.steps, step))
    return NewPromise(
        subject, kind, Basis.CLAUSE, clause.id, clause.digest, calendar.version, at, due
    )


def replay(kinds: Iterable[str]) -> State:
    """The state that a promise's facts lead to. A promise kept late is broken, and stays so."""
    state = State.OPEN
    for kind in kinds:
        if kind == "promise.broken":
            state = State.BROKEN
        elif kind == "promise.kept" and state == State.OPEN:
            state = State.KEPT
        elif kind == "promise.superseded" and state == State.OPEN:
            state = State.SUPERSEDED
        elif kind == "promise.reopened" and state == State.KEPT:
            state = State.OPEN
    return state
