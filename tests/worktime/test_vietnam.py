"""Our calendar of Vietnam against a second opinion, the `holidays` package; every difference is named.

A new difference means that one of the two has changed: look for the decision, then correct our file or
add a line here.
"""

from __future__ import annotations

import datetime as dt

import holidays
import pytest

from camket.worktime import Calendar, Kind
from tests.worktime.making import day

YEARS = range(2020, 2028)
OURS_ALONE = {
    day(
        "2026-01-02"
    ): "the swap of 2 January against 10 January 2026, which the package does not have",
}
THEIRS_ALONE = {
    day(
        "2025-02-01"
    ): "for Tết 2025 the Prime Minister chose 27 to 31 January; 1 February is a plain Saturday",
}
MADE_UP_BY_US_ALONE = {
    day("2026-01-10"): "the make-up Saturday of that swap",
}


@pytest.fixture(scope="module")
def package() -> holidays.HolidayBase:
    return holidays.country_holidays("VN", years=YEARS)


def test_the_days_off_differ_only_as_named(
    vn_swapped: Calendar, package: holidays.HolidayBase
) -> None:
    ours = {d.date for d in vn_swapped.days_off} | {s.off for s in vn_swapped.swaps}
    theirs = {date for date in package if date.year in YEARS}
    assert ours - theirs == OURS_ALONE.keys()
    assert theirs - ours == THEIRS_ALONE.keys()


def test_the_make_up_days_differ_only_as_named(
    vn_swapped: Calendar, package: holidays.HolidayBase
) -> None:
    ours = {swap.make_up for swap in vn_swapped.swaps}
    theirs = {date for date in package.weekend_workdays if date.year in YEARS}
    assert ours - theirs == MADE_UP_BY_US_ALONE.keys()
    assert theirs - ours == set()


def test_every_day_is_worked_or_not_as_the_package_has_it(
    vn_swapped: Calendar, package: holidays.HolidayBase
) -> None:
    start, count = dt.date(2020, 1, 1), (dt.date(2028, 1, 1) - dt.date(2020, 1, 1)).days
    dates = [start + dt.timedelta(days=n) for n in range(count)]
    differing = {
        date for date in dates if vn_swapped.is_working_day(date) != package.is_working_day(date)
    }
    assert differing == OURS_ALONE.keys() | MADE_UP_BY_US_ALONE.keys()


def test_a_substitute_replaces_a_holiday_on_a_weekend(vn: Calendar) -> None:
    held = {d.date for d in vn.days_off if d.kind is Kind.HOLIDAY}
    replaced = [d.stands_for for d in vn.days_off if d.kind is Kind.SUBSTITUTE]
    on_weekends = {date for date in held if date.isoweekday() in vn.weekly_off}
    assert len(replaced) == len(set(replaced))
    assert set(replaced) == on_weekends


def test_the_holidays_of_a_year_are_as_many_as_the_law_gives(vn: Calendar) -> None:
    held = [d.date.year for d in vn.days_off if d.kind is Kind.HOLIDAY]
    assert {year: held.count(year) for year in YEARS} == {
        **dict.fromkeys(range(2021, 2026), 11),
        **dict.fromkeys((2026, 2027), 12),
        2020: 10,
    }


def test_every_swap_trades_a_weekday_for_a_saturday(vn: Calendar) -> None:
    assert all(s.off.isoweekday() < 6 and s.make_up.isoweekday() == 6 for s in vn.swaps)
    assert {s.off.year for s in vn.swaps} == {2024, 2025, 2026}


def test_every_date_says_where_it_was_found(vn: Calendar) -> None:
    assert all(len(line.source) > 20 for line in [*vn.days_off, *vn.swaps])
