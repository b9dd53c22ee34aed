"""Sentences about always: what no choice of days may break."""

from __future__ import annotations

import datetime as dt

from hypothesis import assume, given
from hypothesis import strategies as st

from camket.worktime import (
    Calendar,
    Due,
    OpeningHours,
    due_in_days,
    due_in_hours,
    due_in_working_days,
    legal_due_in_days,
    legal_due_in_working_days,
    working_day_after,
    working_day_before,
    working_days_between,
)
from tests.worktime.making import calendar, holiday, swap, wall

DATES = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
TERMS = st.integers(1, 30)
WEEKLY_OFF = st.frozensets(st.integers(1, 7), max_size=3)
INSTANTS = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2026, 12, 31)).map(  # noqa: DTZ001
    lambda naive: wall(naive.isoformat())
)
DESK = OpeningHours.from_plain(
    {"monday": [["08:00", "12:00"], ["13:00", "17:00"]], "friday": [["08:00", "17:00"]]}
)


@st.composite
def weeks(draw: st.DrawFn) -> Calendar:
    """Calendars with some holidays, substitutes and swaps over three years."""
    dates = [str(date) for date in draw(st.lists(DATES, unique=True, max_size=24))]
    held, substitutes, offs, make_ups = (dates[n::4] for n in range(4))
    stood_for = st.none() if not held else st.sampled_from(held)
    return Calendar(
        id="drawn",
        weekly_off=draw(WEEKLY_OFF),
        years=frozenset(range(2025, 2028)),
        days_off=(
            *(holiday(date) for date in held),
            *(holiday(date, stands_for=draw(stood_for)) for date in substitutes),
        ),
        swaps=tuple(swap(*pair) for pair in zip(offs, make_ups, strict=False)),
        swaps_adopted=draw(st.booleans()),
    )


def with_holiday(week: Calendar, date: dt.date) -> Calendar:
    return Calendar.from_json({**week.to_json(), "days_off": [*week.days_off, holiday(str(date))]})


def speaks_of(week: Calendar, date: dt.date) -> bool:
    return date in {d.date for d in week.days_off} | {
        date for s in week.swaps for date in (s.off, s.make_up)
    }


@given(DATES, TERMS, weeks())
def test_the_term_holds_exactly_that_many_working_days(
    received: dt.date, term: int, week: Calendar
) -> None:
    due = due_in_working_days(received, term, week).due
    passed = [received + dt.timedelta(n) for n in range(1, (due - received).days + 1)]
    assert sum(week.is_working_day(date) for date in passed) == term
    assert week.is_working_day(due)


@given(DATES, TERMS, weeks(), DATES)
def test_another_holiday_never_shortens(
    received: dt.date, term: int, week: Calendar, date: dt.date
) -> None:
    assume(not speaks_of(week, date))
    longer = with_holiday(week, date)
    assert (
        due_in_working_days(received, term, longer).due
        >= due_in_working_days(received, term, week).due
    )
    assert due_in_days(received, term, longer).due >= due_in_days(received, term, week).due


@given(DATES, TERMS, weeks(), st.data())
def test_another_working_day_never_lengthens(
    received: dt.date, term: int, week: Calendar, data: st.DataObject
) -> None:
    assume(week.days_off)
    gone = data.draw(st.sampled_from(week.days_off))
    kept = tuple(d for d in week.days_off if d != gone)
    shorter = Calendar.from_json({**week.to_json(), "days_off": kept})
    assert (
        due_in_working_days(received, term, shorter).due
        <= due_in_working_days(received, term, week).due
    )
    assert due_in_days(received, term, shorter).due <= due_in_days(received, term, week).due


@given(DATES, TERMS, weeks(), st.integers(1, 7))
def test_one_weekly_day_off_less_never_lengthens(
    received: dt.date, term: int, week: Calendar, worked: int
) -> None:
    shorter = Calendar.from_json({**week.to_json(), "weekly_off": week.weekly_off - {worked}})
    assert (
        due_in_working_days(received, term, shorter).due
        <= due_in_working_days(received, term, week).due
    )
    assert due_in_days(received, term, shorter).due <= due_in_days(received, term, week).due


@given(DATES, DATES, TERMS, weeks())
def test_who_comes_later_is_never_due_earlier(
    one: dt.date, other: dt.date, term: int, week: Calendar
) -> None:
    early, late = sorted((one, other))
    assert due_in_working_days(early, term, week).due <= due_in_working_days(late, term, week).due
    assert due_in_days(early, term, week).due <= due_in_days(late, term, week).due


@given(DATES, TERMS, weeks())
def test_calendar_days_end_on_a_working_day_at_or_after_the_count(
    received: dt.date, term: int, week: Calendar
) -> None:
    due = due_in_days(received, term, week)
    plain = received + dt.timedelta(days=term)
    assert week.is_working_day(due.due)
    skipped = [plain + dt.timedelta(n) for n in range((due.due - plain).days)]
    assert not any(week.is_working_day(date) for date in skipped)


@given(DATES, TERMS, weeks())
def test_the_steps_are_the_whole_way(received: dt.date, term: int, week: Calendar) -> None:
    for due in (due_in_working_days(received, term, week), due_in_days(received, term, week)):
        dates = [step.date for step in due.steps]
        assert dates == [received + dt.timedelta(n) for n in range(len(dates))]
        assert due.due == dates[-1]
        assert sum(step.counts for step in due.steps) == term
        assert not due.steps[0].counts
        assert Due.from_json(due.to_json()) == due


@given(INSTANTS, TERMS, weeks())
def test_the_time_of_day_changes_no_date(received: dt.datetime, term: int, week: Calendar) -> None:
    date = received.date()
    assert due_in_working_days(received, term, week) == due_in_working_days(date, term, week)
    assert due_in_days(received, term, week) == due_in_days(date, term, week)


@given(DATES, TERMS, weeks())
def test_a_legal_limit_is_no_later_than_either_calendar(
    received: dt.date, term: int, week: Calendar
) -> None:
    for legal, count in (
        (legal_due_in_working_days, due_in_working_days),
        (legal_due_in_days, due_in_days),
    ):
        both = {count(received, term, week.with_swaps(adopted)).due for adopted in (True, False)}
        assert legal(received, term, week).due == min(both)


@given(INSTANTS, st.integers(1, 500))
def test_hours_never_pause(received: dt.datetime, hours: int) -> None:
    due = due_in_hours(received, hours)
    assert due.ends_at - received == dt.timedelta(hours=hours)
    assert due.steps[0].date == received.date()
    assert due.steps[-1].date == due.due
    assert Due.from_json(due.to_json()) == due


@given(DATES, DATES, weeks())
def test_days_left_are_days_passed_seen_from_the_other_end(
    one: dt.date, other: dt.date, week: Calendar
) -> None:
    assert working_days_between(one, other, week) == -working_days_between(other, one, week)


@given(DATES, TERMS, weeks())
def test_what_is_due_in_so_many_days_has_so_many_left(
    received: dt.date, term: int, week: Calendar
) -> None:
    due = due_in_working_days(received, term, week).due
    assert due == working_day_after(received, term, week)
    assert working_days_between(received, due, week) == term


@given(DATES, st.integers(1, 20), weeks())
def test_before_undoes_after_from_a_working_day(start: dt.date, count: int, week: Calendar) -> None:
    assume(week.is_working_day(start))
    assert working_day_before(working_day_after(start, count, week), count, week) == start


@given(weeks())
def test_a_calendar_is_what_its_row_says(week: Calendar) -> None:
    again = Calendar.from_json(week.to_json())
    assert (again, again.version) == (week, week.version)


@given(INSTANTS)
def test_the_desk_opens_next_after_now_and_is_then_open(instant: dt.datetime) -> None:
    week = calendar(["2026-11-23"])
    opens = DESK.opens_next(instant, week)
    assert opens > instant
    assert DESK.is_open(opens, week)
    assert not DESK.is_open(opens - dt.timedelta(seconds=1), week)
    closes = DESK.closes_at(instant, week)
    assert DESK.is_open(instant, week) == (closes is not None)
    assert closes is None or instant < closes <= opens
