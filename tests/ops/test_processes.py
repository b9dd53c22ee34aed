"""The processes live and end together, and a dead one comes back."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable

import pytest

from camket.ops.pulse import PROCESSES
from tests.running import RunningDesk, until

pytestmark = [pytest.mark.journey, pytest.mark.database]


def _is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_it_says_where_to_look_and_one_interrupt_ends_everything(
    start_desk: Callable[..., RunningDesk],
) -> None:
    desk = start_desk()
    until(lambda: "smtplib" in desk.log, desk)
    assert f"{desk.url}/desk/" in desk.log
    children = desk.children()
    assert set(children) == set(PROCESSES)
    assert desk.end(signal.SIGINT) == 0
    assert all(_is_gone(pid) for pid in children.values())


def test_a_killed_process_is_missed_and_comes_back(
    start_desk: Callable[..., RunningDesk],
) -> None:
    desk = start_desk()
    desk.wait_for(200)
    os.kill(desk.children()["clock"], signal.SIGKILL)
    assert desk.wait_for(503)["clock"] is False
    desk.wait_for(200)


def test_nobody_outlives_a_killed_parent(start_desk: Callable[..., RunningDesk]) -> None:
    desk = start_desk()
    desk.wait_for(200)
    children = desk.children()
    desk.end(signal.SIGKILL)
    until(lambda: all(_is_gone(pid) for pid in children.values()), desk)


def test_a_taken_port_is_named_before_anything_starts(
    start_desk: Callable[..., RunningDesk],
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        port = somebody.getsockname()[1]
        desk = start_desk(PORT=str(port))
        assert desk.process.wait(30) == 2
    assert f"PORT: another program is using port {port}" in desk.log
    assert not (desk.folder / "keys" / "keys.sqlite3").exists()


def test_a_wrong_value_is_told_before_anything_starts(
    start_desk: Callable[..., RunningDesk],
) -> None:
    desk = start_desk(MAIL_PORT="hai")
    assert desk.process.wait(30) == 2
    assert "MAIL_PORT phải là số cổng" in desk.log.replace("MAIL_PORT:", "MAIL_PORT")
    assert "Traceback" not in desk.log
    assert not (desk.folder / "var").exists()
