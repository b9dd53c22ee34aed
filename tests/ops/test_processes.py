"""The processes live and end together, and a dead one comes back."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

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
        desk = start_desk(bare=True, PORT=str(port))
        assert desk.process.wait(30) == 2
    assert f"PORT: another program is using port {port}" in desk.log
    assert not (desk.folder / "keys" / "keys.sqlite3").exists()


def test_a_wrong_value_is_told_before_anything_starts(
    start_desk: Callable[..., RunningDesk],
) -> None:
    desk = start_desk(bare=True, MAIL_PORT="hai")
    assert desk.process.wait(30) == 2
    assert "MAIL_PORT phải là số cổng" in desk.log.replace("MAIL_PORT:", "MAIL_PORT")
    assert "Traceback" not in desk.log
    assert not (desk.folder / "var").exists()


def test_a_second_start_works_for_less_than_five_seconds(
    start_desk: Callable[..., RunningDesk],
) -> None:
    first = start_desk()
    first.wait_for(200)
    first.end()
    again = replace(first, process=_started_again(first))
    try:
        again.wait_for(200)
        # What it computes, not what it waits: the machine of a test has other work to do.
        assert _seconds_computed(again.process.pid) < 5
    finally:
        again.end(signal.SIGTERM)


def _started_again(desk: RunningDesk) -> subprocess.Popen[bytes]:
    with (desk.folder / "log.txt").open("wb") as log:
        command = [sys.executable, "-m", "camket", "run"]
        return subprocess.Popen(command, env=desk.variables, stdout=log, stderr=log)


def _seconds_computed(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
