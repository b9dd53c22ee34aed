"""The calendar's end is said long before the day on which nothing can be promised any more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from camket.ops import pulse
from camket.ops.commands import reconcile, setup
from camket.rulebook.calendar_end import WARN_BEFORE, calendar_end
from camket.rulebook.company import current_calendar
from camket.worktime import Calendar

LAST = date(max(current_calendar().years), 12, 31)
SOON = f"{LAST - timedelta(days=97)}T09:00+07:00"


def test_nobody_is_warned_while_there_is_time() -> None:
    assert calendar_end(LAST - WARN_BEFORE - timedelta(days=1)) is None


@pytest.mark.parametrize("days", [120, 97, 1, 0, -1, -400])
def test_from_four_months_before_the_end_and_after_it_somebody_is(days: int) -> None:
    end = calendar_end(LAST - timedelta(days=days))
    assert end is not None
    assert (end.last_day, end.days_left, end.missing) == (LAST, days, LAST.year + 1)


def test_a_year_that_is_missing_in_between_is_the_end() -> None:
    calendar = Calendar(id="x", weekly_off=frozenset({7}), years=frozenset({2026, 2028}))
    assert calendar.last_day_after(date(2026, 5, 1)) == date(2026, 12, 31)
    assert calendar.last_day_after(date(2027, 5, 1)) == date(2026, 12, 31)
    assert calendar.last_day_after(date(2028, 5, 1)) == date(2028, 12, 31)
    assert calendar.last_day_after(date(2020, 5, 1)) == date(2019, 12, 31)


@pytest.mark.django_db(databases=["default", "keys"])
def test_who_operates_the_desk_is_told_at_a_start_every_night_and_by_healthz(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], client: Client
) -> None:
    monkeypatch.setenv("CAMKET_NOW", SOON)
    monkeypatch.setattr(setup, "prepare", list)
    for command in (setup, reconcile):
        assert command.run(None) == 0  # type: ignore[arg-type]
        said = capsys.readouterr().out
        assert f"the working calendar ends on {LAST}" in said
        assert f"lịch năm {LAST.year + 1}" in said
    for name in pulse.PROCESSES:
        pulse.beat(name)
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == dict.fromkeys(pulse.PROCESSES, True) | {"calendar_until": str(LAST)}
