"""From `camket run` to a first mail, and past its deadline: what a person tries first."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.running import RunningDesk, until

# The way of the mail itself is lived on both databases by tests/journeys/test_by_mail.py.
pytestmark = [pytest.mark.journey, pytest.mark.database, pytest.mark.only_on("sqlite")]

CASES = "from camket.cases.models import Case; print(Case.objects.count())"
RAISED = "from camket.cases.models import Case; print(Case.objects.exclude(raised_at=None).count())"


def _asked(desk: RunningDesk, question: str) -> str:
    return desk.camket("django", "shell", "--no-imports", "-c", question).stdout.strip()


def _send_the_printed_mail(desk: RunningDesk) -> None:
    """The line that `camket run` prints, run by a shell as a person would."""
    until(lambda: "smtplib" in desk.log, desk)
    line = next(line for line in desk.log.splitlines() if "smtplib" in line)
    subprocess.run(line, shell=True, check=True, timeout=30)  # noqa: S602 - a shell is the point


def test_the_printed_line_opens_a_case_whose_promise_breaks_when_the_clock_moves(
    start_desk: Callable[..., RunningDesk], tmp_path: Path
) -> None:
    clock = tmp_path / "now.txt"
    clock.write_text("2026-11-23T09:00+07:00")
    desk = start_desk(bare=True, CAMKET_NOW=str(clock))
    _send_the_printed_mail(desk)
    until(lambda: _asked(desk, CASES) == "1", desk)
    assert desk.camket("reconcile").returncode == 0
    assert _asked(desk, RAISED) == "0"
    clock.write_text("2026-12-20T09:00+07:00")
    until(lambda: _asked(desk, RAISED) == "1", desk)
