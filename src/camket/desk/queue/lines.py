"""What a list shows of each case: the least that is needed, opened under one access entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from camket.cases.models import TITLE, Case
from camket.clock import civil_date
from camket.complaints.rules.moves import Status
from camket.people.models import Staff
from camket.people.queries import customer_name
from camket.promises.clocks import clock_of
from camket.promises.models import Promise
from camket.promises.queries import promises_of
from camket.promises.rules import State
from camket.ui.formats.dates import weekday_date
from camket.ui.parts.promise import PromiseClock
from camket.ui.tags.words import reader
from camket.vault.actions import Opener, purpose
from camket.vault.rules import Purpose

OWED = frozenset({State.OPEN, State.BROKEN})


@dataclass(frozen=True, slots=True)
class Line:
    """One case in a list. `clock` is that of the promise that is owed next."""

    case: Case
    name: str
    title: str
    status: str
    promise: Promise | None
    clock: PromiseClock | None


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one day, under what that day is."""

    title: str
    state: str
    lines: list[Line]

    @property
    def count(self) -> str:
        """How many they are, in words."""
        number = len(self.lines)
        return ngettext("%(number)s hồ sơ", "%(number)s hồ sơ", number) % {"number": number}


def lines_of(
    cases: Sequence[Case], *, by: Staff, at: datetime, why: Purpose = Purpose.LIST_CASES
) -> list[Line]:
    """Open what a list shows. A fixed number of queries; one entry names all that was shown."""
    promises = promises_of(case.subject for case in cases)
    with purpose(why, by=by.ref, at=at, about=f"list:{why}") as opener:
        opener.load(
            key for case in cases for key in (case.compartment_id, case.customer.compartment_id)
        )
        return [_line(case, promises[case.subject], opener, at=at) for case in cases]


def _line(case: Case, promises: Sequence[Promise], opener: Opener, *, at: datetime) -> Line:
    owed = [p for p in promises if p.state in OWED and p.done_at is None]
    next_one = min(owed, key=lambda promise: promise.due_at, default=None)
    complaint = getattr(case, "complaint", None)
    title = ""
    if case.title is not None:
        title = opener.text(case.compartment_id, TITLE, case.id, bytes(case.title))
    return Line(
        case=case,
        name=customer_name(opener, case.customer) or case.customer.ref,
        title=title,
        status=complaint.status if complaint else Status.RECEIVED,
        promise=next_one,
        clock=clock_of(next_one, at=at) if next_one else None,
    )


def grouped(lines: Iterable[Line], *, at: datetime) -> list[Group]:
    """The lines by the day that they are due on. They must be in that order already.

    Of one day, who is protected by article 8 of the consumer law comes first.
    """
    today = civil_date(at)
    days = groupby(lines, key=lambda line: _day(line, today))
    return [
        Group(*_heading(day, today), sorted(group, key=lambda line: not line.case.priority))
        for day, group in days
    ]


def left_group(lines: Sequence[Line]) -> list[Group]:
    """What stands first in the morning, under a heading of its own; no group where nothing was left."""
    return [Group(_("Để lại ngoài giờ, chưa ai nhận"), "soon", list(lines))] if lines else []


def _day(line: Line, today: date) -> date | None:
    """The last day of the promise. All that is late is one day, `date.min`; None has no date."""
    if line.promise is None:
        return None
    return line.promise.limit if line.promise.limit >= today else date.min


def _heading(day: date | None, today: date) -> tuple[str, str]:
    if day is None:
        return _("Không có hạn"), ""
    if day == date.min:
        return _("Trễ hạn"), "late"
    words = weekday_date(day, reader())
    if day == today:
        return _("Hôm nay, %(day)s") % {"day": words}, "soon"
    return words[:1].upper() + words[1:], ""
