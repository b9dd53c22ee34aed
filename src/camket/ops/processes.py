"""Starts the four processes and keeps them: one Ctrl-C ends all, a dead one is started again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

GRACE_SECONDS = 8.0
LONGEST_PAUSE = 30.0
LOOK_EVERY = 0.25


class Child:
    """One process and the history of its starts."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.pause = 1.0
        self.start_at = 0.0
        self.process: subprocess.Popen[bytes] | None = None

    def look(self, moment: float) -> None:
        """Start it if it is due; notice its death and say when it is due again."""
        if self.process is None:
            if moment >= self.start_at:
                self._start()
        elif self.process.poll() is not None:
            print(
                f"camket: {self.name} ended with status {self.process.returncode}; starting it again",
                file=sys.stderr,
            )
            self.process = None
            self.start_at = moment + self.pause
            self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def _start(self) -> None:
        command = [sys.executable, "-m", "camket", self.name]
        # A session of its own: Ctrl-C reaches only the parent, which ends the others in order.
        self.process = subprocess.Popen(command, env=os.environ, start_new_session=True)  # noqa: S603

    def end(self) -> None:
        """Ask it to end."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self, until: float) -> None:
        """Wait for its end until that moment, then end it for good."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def supervise(names: Sequence[str]) -> int:
    """Run the named processes until SIGINT or SIGTERM; returns the exit status."""
    children = [Child(name) for name in names]
    stopping: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.append(number)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    while not stopping:
        for child in children:
            child.look(time.monotonic())
        time.sleep(LOOK_EVERY)
    for child in children:
        child.end()
    until = time.monotonic() + GRACE_SECONDS
    for child in children:
        child.wait(until)
    return 0
