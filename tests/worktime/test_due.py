import datetime as dt

import pytest

from camket.worktime import Calendar, Due, DueInstant, Step, due_in_hours, due_in_working_days
from tests.worktime.making import day, wall


@pytest.fixture
def due() -> Due:
    steps = (
        Step(day("2026-11-23"), False, "Ngày nhận", "Receipt"),
        Step(day("2026-11-24"), True, "Ngày một", "Day one"),
    )
    return Due(day("2026-11-24"), "vn@0123456789ab", steps)


@pytest.fixture
def instant(due: Due) -> DueInstant:
    return DueInstant(due.due, "none", due.steps, wall("2026-11-24T22:00").astimezone(dt.UTC))


def test_a_limit_ends_at_the_end_of_its_last_day(due: Due) -> None:
    assert due.ends_at == wall("2026-11-25T00:00")
    assert due.ends_at.isoformat() == "2026-11-24T17:00:00+00:00"


def test_a_limit_in_hours_ends_at_its_instant(instant: DueInstant) -> None:
    assert instant.ends_at is instant.at


def test_a_limit_is_shown_in_one_language(due: Due) -> None:
    shown = {
        "due": "2026-11-24",
        "calendar": "vn@0123456789ab",
        "steps": [
            {"date": "2026-11-23", "counts": False, "why": "Ngày nhận"},
            {"date": "2026-11-24", "counts": True, "why": "Ngày một"},
        ],
    }
    assert due.as_json("vi") == shown
    assert [step["why"] for step in due.as_json("en")["steps"]] == ["Receipt", "Day one"]


def test_a_limit_in_hours_shows_its_instant_too(due: Due, instant: DueInstant) -> None:
    shown = {**due.as_json("vi"), "calendar": "none", "at": "2026-11-24T22:00:00+07:00"}
    assert instant.as_json("vi") == shown


def test_a_stored_limit_keeps_both_languages(due: Due, instant: DueInstant) -> None:
    assert due.to_json()["steps"][1] == {
        "date": "2026-11-24",
        "counts": True,
        "why_vi": "Ngày một",
        "why_en": "Day one",
    }
    assert Due.from_json(due.to_json()) == due
    assert Due.from_json(instant.to_json()) == instant
    assert instant.to_json()["at"] == "2026-11-24T22:00:00+07:00"


def test_what_was_shown_can_be_read_back_in_its_language(due: Due, instant: DueInstant) -> None:
    for one in (due, instant):
        again = Due.from_json(one.as_json("vi"))
        assert type(again) is type(one)
        assert again.as_json("vi") == one.as_json("vi")
        assert again.as_json("en")["steps"] == one.as_json("vi")["steps"]


def test_an_instant_comes_back_in_utc(instant: DueInstant) -> None:
    again = Due.from_json(instant.to_json())
    assert isinstance(again, DueInstant)
    assert again.at.tzinfo is dt.UTC


def test_real_limits_survive_their_row(vn: Calendar) -> None:
    received = wall("2026-11-20T16:50")
    for real in (due_in_working_days(received, 7, vn), due_in_hours(received, 72)):
        assert Due.from_json(real.to_json()) == real
