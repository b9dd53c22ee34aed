"""When a limit ends, by the counting rules of the Civil Code 2015, articles 144 to 148.

`received` is the instant or civil date of the event that starts the limit. Received outside opening hours
is still received that day: hours are for staff, limits are for the customer.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from camket.refusals import NotUnderstood
from camket.worktime.calendar import Calendar
from camket.worktime.counting import ONE_DAY
from camket.worktime.due import Due, DueInstant, Step
from camket.worktime.words import Words, civil_day, clock_time

NO_CALENDAR = "none"
"""What a limit in hours names as its calendar: it runs through nights, weekends and holidays alike."""

_LONGEST_HOURS = 24 * 366
_RECEIPT = Words(
    "Ngày nhận, không tính (Bộ luật Dân sự, điều 147)",
    "The day of receipt, which does not count (Civil Code, article 147)",
)
_MOVED = Words(
    "Hạn rơi vào ngày nghỉ nên kết thúc vào ngày làm việc này (Bộ luật Dân sự, điều 148.5)",
    "The limit fell on a day off, so it ends on this working day (Civil Code, article 148.5)",
)

Received = dt.datetime | dt.date


def due_in_working_days(received: Received, days: int, calendar: Calendar) -> Due:
    """The `days`-th working day after the day of receipt (Civil Code 147.2: that day does not count).

    Raises CalendarMissing beyond the years of the calendar, NotUnderstood if `days` is below 1.
    """
    _check_at_least_one(days)
    return _working_days_after(civil_day(received), days, calendar)


@lru_cache(maxsize=1_000)
def _working_days_after(received: dt.date, days: int, calendar: Calendar) -> Due:
    """All that is received on one day is due on one day, so that it is counted once."""
    steps = [_receipt_step(received)]
    counted = 0
    while counted < days:
        day = steps[-1].date + ONE_DAY
        counted += calendar.is_working_day(day)
        steps.append(_step_of_working_days(day, counted, calendar))
    return Due(steps[-1].date, calendar.label, tuple(steps))


def due_in_days(received: Received, days: int, calendar: Calendar) -> Due:
    """The `days`-th calendar day after receipt; on a day off it moves to the next working day (148.5).

    Raises CalendarMissing beyond the years of the calendar, NotUnderstood if `days` is below 1.
    """
    _check_at_least_one(days)
    steps = [_receipt_step(received)]
    for number in range(1, days + 1):
        steps.append(_step_of_days(steps[-1].date + ONE_DAY, number, calendar))
    while not calendar.is_working_day(steps[-1].date):
        steps.append(_step_beyond(steps[-1].date + ONE_DAY, calendar))
    return Due(steps[-1].date, calendar.label, tuple(steps))


def due_in_hours(received: dt.datetime, hours: int) -> DueInstant:
    """Exactly `hours` hours after the instant of receipt (147.1); it never pauses.

    Raises NotUnderstood for an instant without an offset, and for hours below 1 or beyond a year.
    """
    _check_at_least_one(hours)
    if hours > _LONGEST_HOURS:
        raise NotUnderstood(
            f"Hạn tính theo giờ không quá {_LONGEST_HOURS} giờ; đang là {hours}. Xin dùng hạn tính theo ngày.",
            f"A limit in hours is at most {_LONGEST_HOURS} hours; it is {hours}. Use a limit in days.",
        )
    at = received.astimezone(dt.UTC) + dt.timedelta(hours=hours)
    return DueInstant(civil_day(at), NO_CALENDAR, _steps_of_hours(received, at), at)


def earlier_of(with_swaps: Due, without: Due) -> Due:
    """The one that ends first: a legal limit must hold whether or not the swaps bind the company."""
    return min(without, with_swaps, key=lambda due: due.ends_at)


def legal_due_in_working_days(received: Received, days: int, calendar: Calendar) -> Due:
    """A limit of the law in working days: the earlier one of the calendar with and without swaps."""
    with_swaps, without = calendar.with_swaps(True), calendar.with_swaps(False)
    return earlier_of(
        due_in_working_days(received, days, with_swaps),
        due_in_working_days(received, days, without),
    )


def legal_due_in_days(received: Received, days: int, calendar: Calendar) -> Due:
    """A limit of the law in calendar days: the earlier one of the calendar with and without swaps."""
    with_swaps, without = calendar.with_swaps(True), calendar.with_swaps(False)
    return earlier_of(due_in_days(received, days, with_swaps), due_in_days(received, days, without))


def _check_at_least_one(amount: int) -> None:
    if amount < 1:
        raise NotUnderstood(
            f"Hạn phải từ 1 trở lên; đang là {amount}.",
            f"A limit must be 1 or more; it is {amount}.",
        )


def _receipt_step(received: Received) -> Step:
    return _step(civil_day(received), False, _RECEIPT)


def _step_of_working_days(day: dt.date, number: int, calendar: Calendar) -> Step:
    if not calendar.is_working_day(day):
        return _step(day, False, calendar.words_for(day))
    worked = calendar.worked_words(day)
    counted = Words(
        f"Ngày làm việc thứ {number}: {worked.vi}", f"Working day {number}: {worked.en}"
    )
    return _step(day, True, counted)


def _step_of_days(day: dt.date, number: int, calendar: Calendar) -> Step:
    """Every day counts; a day off is named, because the last one would move the limit."""
    if calendar.is_working_day(day):
        return _step(day, True, Words(f"Ngày thứ {number}", f"Day {number}"))
    off = calendar.words_for(day)
    counted = Words(
        f"Ngày thứ {number}, vẫn tính: {off.vi}", f"Day {number}, still counts: {off.en}"
    )
    return _step(day, True, counted)


def _step_beyond(day: dt.date, calendar: Calendar) -> Step:
    """A day after the last one, because the limit would have ended on a day off."""
    if not calendar.is_working_day(day):
        return _step(day, False, calendar.words_for(day))
    return _step(day, False, _MOVED)


def _steps_of_hours(received: dt.datetime, at: dt.datetime) -> tuple[Step, ...]:
    """One step a civil date, each with the part of the limit that falls on it."""
    first, last = civil_day(received), civil_day(at)
    steps = []
    for day in (first + ONE_DAY * n for n in range((last - first).days + 1)):
        start = clock_time(received) if day == first else "00:00"
        end = clock_time(at) if day == last else "24:00"
        words = Words(f"Từ {start} đến {end}, tính liên tục", f"{start} to {end}, without a pause")
        steps.append(_step(day, True, words))
    return tuple(steps)


def _step(day: dt.date, counts: bool, words: Words) -> Step:
    return Step(day, counts, words.vi, words.en)
