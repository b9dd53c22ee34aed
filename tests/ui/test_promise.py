"""The promise clock and the pips, drawn from real arithmetic."""

from __future__ import annotations

from datetime import date

import pytest

from camket.ui.kit import CLOCKS
from camket.ui.parts.days import DayKind
from camket.ui.parts.pips import pips
from camket.ui.parts.promise import PromiseClock, Terms, promise_clock
from camket.worktime import Calendar, due_in_days, due_in_working_days, load_calendar

SUNDAY = date(2026, 11, 22)
CALENDAR: Calendar = load_calendar("vn")


def promised(*, today: date | None = None, kept_on: date | None = None) -> PromiseClock:
    """Seven working days from a Sunday, over Vietnam Culture Day."""
    due = due_in_working_days(SUNDAY, 7, CALENDAR)
    terms = Terms(SUNDAY, due.due, aim=due_in_working_days(SUNDAY, 3, CALENDAR).due)
    return promise_clock(terms, due.steps, today=today, kept_on=kept_on)


def test_the_days_are_numbered_and_what_does_not_count_says_why() -> None:
    clock = promised()
    assert clock.terms.limit == date(2026, 12, 2)
    assert (clock.aim_number, clock.limit_number) == (3, 7)
    culture_day = next(day for day in clock.days if day.date == date(2026, 11, 24))
    assert culture_day.kind == DayKind.HOLIDAY
    assert "Văn hóa" in culture_day.why_vi


def test_the_day_of_receipt_is_drawn_once() -> None:
    first, second, *_ = promised().days
    assert (first.kind, first.date) == (DayKind.START, SUNDAY)
    assert (second.date, second.number) == (date(2026, 11, 23), 1)


@pytest.mark.parametrize(
    ("today", "state", "left"),
    [
        (date(2026, 11, 25), "running", 5),
        (date(2026, 12, 1), "soon", 1),
        (date(2026, 12, 2), "soon", 0),
        (date(2026, 12, 3), "late", 0),
    ],
)
def test_amber_comes_one_working_day_before_and_red_only_after(
    today: date, state: str, left: int
) -> None:
    clock = promised(today=today)
    assert (clock.state, clock.left) == (state, left)


def test_the_days_that_are_over_are_solid_and_today_is_not() -> None:
    days = {day.date.day: day for day in promised(today=date(2026, 11, 25)).days}
    assert days[23].past
    assert not days[24].past, "a holiday is never solid"
    assert days[25].today
    assert not days[25].past
    assert not days[26].past


def test_a_kept_promise_says_how_early_and_draws_the_rest_dashed() -> None:
    clock = promised(today=date(2026, 12, 20), kept_on=date(2026, 11, 27))
    assert (clock.state, clock.early_by) == ("kept", 3)
    assert [day.date.day for day in clock.days if day.done] == [27]
    assert [day.date.day for day in clock.days if day.after] == [30, 1, 2]


def test_a_late_promise_counts_the_working_days_beyond_its_limit() -> None:
    clock = CLOCKS["late"]
    assert (clock.state, clock.late_by) == ("late", 1)
    assert [day.date for day in clock.days if day.over] == [date(2026, 11, 25)]


def test_an_answer_after_the_limit_is_late_for_ever() -> None:
    assert CLOCKS["kept_late"].state == "late"


def test_a_weekend_is_one_run_and_a_holiday_another() -> None:
    runs = [(run.kind, run.first.day, run.last.day) for run in promised().skipped]
    assert runs == [(DayKind.HOLIDAY, 24, 24), (DayKind.OFF, 28, 29)]


def test_a_limit_that_was_moved_off_a_weekend_is_still_drawn_as_the_limit() -> None:
    due = due_in_days(date(2026, 11, 26), 2, CALENDAR)
    clock = promise_clock(Terms(date(2026, 11, 26), due.due), due.steps)
    assert clock.days[-1].limit
    assert clock.days[-1].kind == DayKind.COUNTS


def test_a_clock_over_the_new_year_is_long() -> None:
    assert CLOCKS["long"].is_long
    assert not CLOCKS["running"].is_long


def test_pips_show_one_square_for_each_working_day() -> None:
    names = [rect.name for rect in pips(promised(today=date(2026, 11, 25))).rects]
    assert names == ["past", "now", "", "aim", "", "", "", "", "limit"]
    assert [rect.name for rect in pips(CLOCKS["late"]).rects][-1] == "over"
