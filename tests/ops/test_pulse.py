"""Who is alive, as `/healthz` sees it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from camket.ops import pulse
from camket.ops.models import Heartbeat

pytestmark = pytest.mark.django_db


def test_all_four_alive_is_200(client: Client) -> None:
    for name in pulse.PROCESSES:
        pulse.beat(name)
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == dict.fromkeys(pulse.PROCESSES, True)


def test_one_that_never_came_is_503_and_named(client: Client) -> None:
    pulse.beat("web")
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["maildoor"] is False


def test_a_stale_pulse_is_no_pulse() -> None:
    long_ago = datetime.now(UTC) - pulse.STALE - timedelta(seconds=1)
    Heartbeat.objects.create(name="clock", seen_at=long_ago)
    assert pulse.lives()["clock"] is False


def test_a_dead_one_is_forgotten_at_once() -> None:
    pulse.beat("worker")
    pulse.forget("worker")
    assert pulse.lives()["worker"] is False


def test_a_moved_clock_moves_no_pulse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMKET_NOW", "2030-01-01T00:00+07:00")
    pulse.beat("web")
    assert pulse.lives()["web"] is True
