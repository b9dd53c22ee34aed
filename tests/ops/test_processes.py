"""The processes live and end together, and a dead one comes back."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest

from tests.running import RunningDesk, until

pytestmark = [pytest.mark.journey, pytest.mark.database]


def _is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_one_interrupt_ends_everything(start_desk: Callable[..., RunningDesk]) -> None:
    desk = start_desk()
    desk.wait_for(200)
    children = desk.children()
    assert set(children) == {"web", "worker", "clock", "maildoor"}
    assert desk.end(signal.SIGINT) == 0
    assert all(_is_gone(pid) for pid in children.values())


def test_a_killed_process_is_missed_and_comes_back(
    start_desk: Callable[..., RunningDesk],
) -> None:
    desk = start_desk()
    desk.wait_for(200)
    os.kill(desk.children()["worker"], signal.SIGKILL)
    assert desk.wait_for(503)["worker"] is False
    assert desk.wait_for(200)["worker"] is True


def test_nobody_outlives_a_killed_parent(start_desk: Callable[..., RunningDesk]) -> None:
    desk = start_desk()
    desk.wait_for(200)
    children = desk.children()
    desk.end(signal.SIGKILL)
    until(lambda: all(_is_gone(pid) for pid in children.values()), desk)


def test_it_says_where_to_look_once_everything_is_alive(
    start_desk: Callable[..., RunningDesk],
) -> None:
    desk = start_desk()
    desk.wait_for(200)
    until(lambda: "smtplib" in desk.log, desk)
    assert f"{desk.url}/desk/" in desk.log


def test_a_taken_port_is_named_before_anything_starts(
    start_desk: Callable[..., RunningDesk],
) -> None:
    first = start_desk()
    first.wait_for(200)
    second = start_desk(PORT=str(first.port))
    assert second.process.wait(30) == 2
    assert f"PORT: another program is using port {first.port}" in second.log
    assert not (second.folder / "keys" / "keys.sqlite3").exists()
