"""What the start page knows of now: whether somebody is there, and what would be promised today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language

from camket.arrivals.submission import Matter
from camket.cases.models import Case
from camket.complaints.models import Complaint
from camket.complaints.promised import contest_ends, promises_for
from camket.promises.clocks import clock_of_new
from camket.promises.rules import PromiseKind
from camket.refusals import CalendarMissing, NotFound
from camket.rulebook.company import current_calendar, current_policy
from camket.ui.formats.hours import hours_words
from camket.ui.parts.promise import PromiseClock


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether the desk is open, until when, or from when again."""

    is_open: bool
    closes_at: datetime | None = None
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """The last days of what is promised to who writes."""

    confirmed: date
    answered: date


def opening(at: datetime) -> Opening:
    """The desk's door at an instant."""
    hours, calendar = current_policy().hours, current_calendar()
    closes_at = hours.closes_at(at, calendar)
    if closes_at is not None:
        return Opening(True, closes_at=closes_at)
    return Opening(False, opens_at=hours.opens_next(at, calendar))


def promised_today(at: datetime) -> PromiseClock | None:
    """The clock of a complaint sent at an instant; None where no calendar or no clause reaches that far."""
    try:
        promises = promises_for("", Matter.COMPLAINT, at)
    except (CalendarMissing, NotFound):
        return None
    resolve = next((p for p in promises if p.kind == PromiseKind.RESOLVE), None)
    return clock_of_new(resolve) if resolve else None


def promised_dates(at: datetime) -> Dates | None:
    """By when what is sent at an instant is confirmed, and answered if it is a complaint; None as above."""
    try:
        promises = promises_for("", Matter.COMPLAINT, at)
    except (CalendarMissing, NotFound):
        return None
    last = {promise.kind: promise.limit.due for promise in promises}
    return Dates(last[PromiseKind.ACKNOWLEDGE], last[PromiseKind.RESOLVE])


def contest_day(case: Case, at: datetime) -> date | None:
    """Until when its result may still be contested if it is accepted at an instant; None as above."""
    complaint = Complaint.objects.get(pk=case.pk)
    try:
        return contest_ends(at, decided_at=complaint.decided_at)
    except (CalendarMissing, NotFound):
        return None


def hours_line() -> str:
    """The opening hours in one line, as the policy publishes them."""
    return hours_words(current_policy().hours, get_language() or "vi")
