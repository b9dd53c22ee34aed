"""The days of a promise, one cell each. Pure.

Solid is over, double edge is today, outline is to come, hatched does not count, and the black bar is the
limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from camket.worktime import Calendar, Step

# How `camket.worktime` words a day that is off every week; any other reason is a day with a name.
WEEKLY = "ngày nghỉ hằng tuần"


class DayKind(StrEnum):
    """What a day is to the promise."""

    START = "start"
    COUNTS = "counts"
    OFF = "off"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Terms:
    """What was promised: the frozen dates of one promise, and the clause that they come from."""

    received: date
    limit: date
    aim: date | None = None
    legal_limit: date | None = None
    clause: str = ""
    clause_url: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """One cell. `number` counts the working days; the flags say how the cell is drawn."""

    date: date
    kind: DayKind
    number: int | None = None
    why_vi: str = ""
    why_en: str = ""
    month: bool = False
    past: bool = False
    today: bool = False
    aim: bool = False
    limit: bool = False
    done: bool = False
    over: bool = False
    after: bool = False

    @property
    def weekday(self) -> int:
        """1 for Monday to 7 for Sunday: the column of the calendar."""
        return self.date.isoweekday()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A run of days that did not count, for the same reason."""

    first: date
    last: date
    kind: DayKind
    why_vi: str
    why_en: str


def drawn_days(
    terms: Terms, steps: Sequence[Step], *, today: date | None, kept_on: date | None
) -> tuple[Day, ...]:
    """The day of receipt and each day after it that `steps` hold, until the limit or the answer."""
    last = max(kept_on or date.max, terms.limit)
    days = [_start(terms, today=today, kept_on=kept_on)]
    number = 0
    for step in steps:
        if terms.received < step.date <= last:
            number += step.counts
            days.append(_day(terms, step, number, today=today, kept_on=kept_on))
    return tuple(days)


def days_after(limit: date, until: date, calendar: Calendar) -> list[Step]:
    """The days behind a limit, up to and with `until`: what a late promise is drawn with."""
    days = [limit + timedelta(number) for number in range(1, (until - limit).days + 1)]
    return [Step(day, calendar.is_working_day(day), *calendar.words_for(day)) for day in days]


def counted(days: Sequence[Day], after: date, until: date) -> int:
    """Working days later than `after`, up to and with `until`."""
    return sum(day.number is not None and after < day.date <= until for day in days)


def skipped_runs(days: Sequence[Day], limit: date) -> tuple[Skipped, ...]:
    """Runs of days up to the limit that did not count, each with its reason."""
    runs = groupby(
        (day for day in days if day.date <= limit),
        key=lambda day: (day.kind, "" if day.kind == DayKind.OFF else day.why_vi),
    )
    found = []
    for (kind, _why), run in runs:
        if kind in {DayKind.OFF, DayKind.HOLIDAY}:
            cells = list(run)
            first, last = cells[0], cells[-1]
            found.append(Skipped(first.date, last.date, kind, first.why_vi, first.why_en))
    return tuple(found)


def _start(terms: Terms, *, today: date | None, kept_on: date | None) -> Day:
    return Day(
        terms.received,
        DayKind.START,
        month=True,
        today=kept_on is None and today == terms.received,
        done=kept_on == terms.received,
    )


def _day(terms: Terms, step: Step, number: int, *, today: date | None, kept_on: date | None) -> Day:
    closed = kept_on or today
    return Day(
        date=step.date,
        kind=_kind(step, terms.limit),
        number=number if step.counts else None,
        why_vi=_name(step.why_vi),
        why_en=_name(step.why_en),
        month=step.date.day == 1,
        past=step.counts and closed is not None and step.date < closed and step.date <= terms.limit,
        today=kept_on is None and step.date == today,
        aim=step.date == terms.aim,
        limit=step.date == terms.limit,
        done=step.date == kept_on,
        over=step.date > terms.limit and step.counts,
        after=kept_on is not None and step.counts and step.date > kept_on,
    )


def _kind(step: Step, limit: date) -> DayKind:
    """The limit is drawn as a day that counts even where it was moved there from a day off."""
    if step.counts or step.date == limit:
        return DayKind.COUNTS
    return DayKind.OFF if WEEKLY in step.why_vi else DayKind.HOLIDAY


def _name(why: str) -> str:
    """The reason without what stands in brackets: the days of Tết are one run and not seven."""
    return why.partition(" (")[0]
