"""Dates that were worked out by hand from the law; 24 November 2026 is Vietnam Culture Day."""

import pytest

from camket.worktime import Calendar, due_in_days, due_in_hours, due_in_working_days
from tests.worktime.making import day, wall

COMPLAINTS = [
    "2026-11-20T16:50",
    "2026-11-20T17:00:01",
    "2026-11-21T08:00:00",
    "2026-11-22T23:59:59",
]


@pytest.mark.parametrize("received", COMPLAINTS)
@pytest.mark.parametrize(("days", "due"), [(3, "2026-11-26"), (7, "2026-12-02")])
def test_a_complaint_around_the_weekend_is_due(
    vn: Calendar, received: str, days: int, due: str
) -> None:
    assert due_in_working_days(wall(received), days, vn).due == day(due)


def test_a_request_about_data_is_acknowledged_in_two_working_days(vn: Calendar) -> None:
    assert due_in_working_days(day("2026-11-23"), 2, vn).due == day("2026-11-26")


@pytest.mark.parametrize(
    ("days", "due"), [(20, "2026-12-14"), (10, "2026-12-03"), (15, "2026-12-08")]
)
def test_a_request_about_data_is_done_in_calendar_days(vn: Calendar, days: int, due: str) -> None:
    assert due_in_days(day("2026-11-23"), days, vn).due == day(due)


@pytest.mark.parametrize(("hours", "at"), [(24, "2026-11-22T22:00"), (72, "2026-11-24T22:00")])
def test_an_attack_is_reported_by_the_hour(hours: int, at: str) -> None:
    assert due_in_hours(wall("2026-11-21T22:00"), hours).ends_at == wall(at)
