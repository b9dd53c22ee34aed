import pytest

from camket.refusals import CalendarMissing
from camket.worktime import Calendar, working_day_after, working_day_before, working_days_between
from tests.worktime.making import day, wall


@pytest.mark.parametrize(
    ("today", "due", "left"),
    [
        ("2026-11-20", "2026-12-02", 7),
        ("2026-11-27", "2026-11-30", 1),
        ("2026-11-28", "2026-11-29", 0),
        ("2026-12-02", "2026-12-02", 0),
        ("2026-12-03", "2026-12-02", -1),
        ("2026-12-07", "2026-12-02", -3),
    ],
)
def test_how_many_working_days_are_left(vn: Calendar, today: str, due: str, left: int) -> None:
    assert working_days_between(day(today), day(due), vn) == left


def test_an_instant_counts_as_its_date(vn: Calendar) -> None:
    late = wall("2026-11-20T23:59:59")
    assert working_days_between(late, wall("2026-11-23T00:00"), vn) == 1
    assert working_day_after(late, 1, vn) == day("2026-11-23")
    assert working_day_before(late, 1, vn) == day("2026-11-19")


@pytest.mark.parametrize(
    ("count", "date"), [(0, "2026-11-22"), (1, "2026-11-23"), (2, "2026-11-25")]
)
def test_the_working_day_after(vn: Calendar, count: int, date: str) -> None:
    assert working_day_after(day("2026-11-22"), count, vn) == day(date)


@pytest.mark.parametrize(
    ("count", "date"), [(0, "2026-11-26"), (1, "2026-11-25"), (3, "2026-11-20")]
)
def test_the_working_day_before(vn: Calendar, count: int, date: str) -> None:
    assert working_day_before(day("2026-11-26"), count, vn) == day(date)


def test_beyond_the_calendar_nothing_is_guessed(vn: Calendar) -> None:
    with pytest.raises(CalendarMissing):
        working_day_after(day("2027-12-31"), 1, vn)
    with pytest.raises(CalendarMissing):
        working_day_before(day("2020-01-02"), 1, vn)
    with pytest.raises(CalendarMissing):
        working_days_between(day("2027-12-31"), day("2028-01-03"), vn)
