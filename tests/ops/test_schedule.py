"""The clock does what is due: once, in spite of failures, and also after a week of being off."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from camket.ops.models import Turn
from camket.ops.schedule import SCHEDULE, Entry
from camket.ops.turns import CLAIM, run_due

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


class Notebook:
    """An entry's work that notes each instant at which it was called."""

    def __init__(self, error: Exception | None = None) -> None:
        self.called_at: list[datetime] = []
        self._error = error

    def __call__(self, at: datetime) -> None:
        self.called_at.append(at)
        if self._error:
            raise self._error


def test_an_entry_runs_when_it_is_due_and_not_before_its_next_hour() -> None:
    work = Notebook()
    assert run_due([Entry("tidy", HOUR, work)]) == ["tidy"]
    assert run_due([Entry("tidy", HOUR, work)]) == []
    assert len(work.called_at) == 1


def test_a_week_of_being_off_is_made_up_for_at_once_and_once() -> None:
    work = Notebook()
    long_ago = datetime.now(UTC) - timedelta(days=7)
    Turn.objects.create(name="tidy", next_at=long_ago)
    run_due([Entry("tidy", HOUR, work)])
    run_due([Entry("tidy", HOUR, work)])
    assert len(work.called_at) == 1


def test_one_that_fails_stops_nobody_and_is_tried_again_soon(
    caplog: pytest.LogCaptureFixture,
) -> None:
    bad, good = Notebook(ValueError("Lan Nguyễn")), Notebook()
    assert run_due([Entry("a", HOUR, bad), Entry("b", HOUR, good)]) == ["b"]
    turn = Turn.objects.get(name="a")
    assert (turn.failures, turn.claimed_until) == (1, None)
    assert turn.next_at < datetime.now(UTC) + HOUR
    assert "ValueError" in caplog.text
    assert "Lan" not in caplog.text


def test_it_waits_longer_after_each_failure_and_starts_afresh_after_success() -> None:
    bad = Entry("a", HOUR, Notebook(ValueError()))
    waits = []
    for _ in range(3):
        Turn.objects.filter(name="a").update(next_at=datetime.now(UTC))
        run_due([bad])
        waits.append(Turn.objects.get(name="a").next_at - datetime.now(UTC))
    assert waits == sorted(waits)
    Turn.objects.filter(name="a").update(next_at=datetime.now(UTC))
    run_due([Entry("a", HOUR, Notebook())])
    assert Turn.objects.get(name="a").failures == 0


def test_what_another_clock_is_doing_is_left_to_it() -> None:
    work = Notebook()
    soon = datetime.now(UTC) + CLAIM
    Turn.objects.create(name="tidy", next_at=soon - HOUR, claimed_until=soon)
    assert run_due([Entry("tidy", HOUR, work)]) == []
    assert work.called_at == []


def test_the_claim_of_a_clock_that_was_killed_runs_out() -> None:
    past = datetime.now(UTC) - timedelta(seconds=1)
    Turn.objects.create(name="tidy", next_at=past, claimed_until=past)
    assert run_due([Entry("tidy", HOUR, Notebook())]) == ["tidy"]


def test_the_work_gets_the_instant_that_the_seam_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMKET_NOW", "2027-02-08T08:00+07:00")
    work = Notebook()
    run_due([Entry("tidy", HOUR, work)])
    assert work.called_at == [datetime(2027, 2, 8, 1, tzinfo=UTC)]


def test_every_entry_of_the_schedule_runs_on_an_empty_desk() -> None:
    names = [entry.name for entry in SCHEDULE]
    assert len(set(names)) == len(names)
    assert sorted(run_due(SCHEDULE)) == sorted(names)
