"""Promises drawn as days: how one stands now, and how one looks on the day that it is given."""

from __future__ import annotations

from datetime import datetime

from camket.clock import civil_date
from camket.promises.models import Promise
from camket.promises.rules import NewPromise
from camket.rulebook.company import current_calendar
from camket.ui.parts.days import Terms, days_after
from camket.ui.parts.promise import PromiseClock, promise_clock


def clock_of(
    promise: Promise, *, at: datetime, clause: str = "", clause_url: str = ""
) -> PromiseClock:
    """A promise as it stands now, late or kept if it is; `clause` says what it rests on."""
    today = civil_date(at)
    kept_on = civil_date(promise.done_at) if promise.done_at else None
    terms = Terms(
        civil_date(promise.received_at),
        promise.limit,
        promise.aim,
        clause=clause,
        clause_url=clause_url,
    )
    after = days_after(promise.limit, kept_on or today, current_calendar())
    return promise_clock(terms, promise.due.steps, today=today, kept_on=kept_on, after=after)


def clock_when_given(promise: Promise) -> PromiseClock:
    """A promise as it was on the day that it was given: nothing of it is past."""
    terms = Terms(civil_date(promise.received_at), promise.limit, promise.aim)
    return promise_clock(terms, promise.due.steps)


def clock_of_new(promise: NewPromise, *, at: datetime | None = None) -> PromiseClock:
    """A promise that would be given: as it would stand now, or without `at` with nothing of it past."""
    limit, today = promise.limit.due, civil_date(at) if at else None
    aim = promise.aim.due if promise.aim else None
    terms = Terms(civil_date(promise.received_at), limit, aim)
    after = days_after(limit, today, current_calendar()) if today else ()
    return promise_clock(terms, promise.limit.steps, today=today, after=after)
