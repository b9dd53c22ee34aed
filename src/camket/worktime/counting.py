"""Walking over a calendar, one civil date at a time."""

from __future__ import annotations

import datetime as dt

from camket.worktime.calendar import Calendar
from camket.worktime.words import civil_day

ONE_DAY = dt.timedelta(days=1)


def working_day_after(day: dt.datetime | dt.date, count: int, calendar: Calendar) -> dt.date:
    """The `count`-th working day after this date; the date itself for 0. Raises CalendarMissing."""
    return _walk(day, count, ONE_DAY, calendar)


def working_day_before(day: dt.datetime | dt.date, count: int, calendar: Calendar) -> dt.date:
    """The `count`-th working day before this date; the date itself for 0. Raises CalendarMissing.

    The last day on which to write so that "at least 3 working days before" is kept is the third one.
    """
    return _walk(day, count, -ONE_DAY, calendar)


def working_days_between(
    today: dt.datetime | dt.date, due: dt.datetime | dt.date, calendar: Calendar
) -> int:
    """How many working days are left after today up to and with `due`; below 0 once it has passed."""
    today, due = civil_day(today), civil_day(due)
    if due < today:
        return -working_days_between(due, today, calendar)
    ahead = (today + ONE_DAY * n for n in range(1, (due - today).days + 1))
    return sum(calendar.is_working_day(day) for day in ahead)


def _walk(
    start: dt.datetime | dt.date, count: int, pace: dt.timedelta, calendar: Calendar
) -> dt.date:
    day = civil_day(start)
    while count > 0:
        day += pace
        count -= calendar.is_working_day(day)
    return day
