"""Starts the processes and keeps them: one Ctrl-C ends all, a dead one is started again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from types import FrameType

from camket.ops import leash

GRACE_SECONDS = 8.0
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0
LOOK_EVERY = 0.1


class Child:
    """One process and the history of its starts."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._pause = FIRST_PAUSE
        self._start_at = 0.0
        self._started_at = 0.0
        self._process: subprocess.Popen[bytes] | None = None

    def start_when_due(self, moment: float, leash_end: int) -> None:
        """Start it if it is not there and its pause is over."""
        if self._process is None and moment >= self._start_at:
            command = [sys.executable, "-m", "camket", self.name]
            surroundings = os.environ | {leash.VARIABLE: str(leash_end)}
            # A session of its own: Ctrl-C reaches only the parent, which ends the others in order.
            self._process = subprocess.Popen(  # noqa: S603
                command, env=surroundings, start_new_session=True, pass_fds=(leash_end,)
            )
            self._started_at = moment

    def status_if_dead(self, moment: float) -> int | None:
        """The exit status if it has ended by itself; it is then due again after a pause.

        The pause doubles while a process keeps dying early, so that a broken one does not burn the machine.
        """
        if self._process is None or self._process.poll() is None:
            return None
        status = self._process.returncode
        steady = moment - self._started_at >= STEADY_SECONDS
        self._pause = FIRST_PAUSE if steady else self._pause
        self._start_at = moment + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)
        self._process = None
        return status

    def is_running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.poll() is None

    def ask_to_end(self) -> None:
        """Send SIGTERM; the process finishes what it is doing."""
        if self._process is not None and self.is_running():
            self._process.terminate()

    def end_for_good(self) -> None:
        """Kill what did not end when it was asked."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


class Supervisor:
    """Keeps the named processes running until SIGINT or SIGTERM; a second one waits for nobody."""

    def __init__(
        self,
        names: Sequence[str],
        *,
        forget: Callable[[str], None],
        each_look: Callable[[], None],
    ) -> None:
        self._children = [Child(name) for name in names]
        self._forget = forget
        self._each_look = each_look
        self._asked = 0
        self._leash_end, self._leash_held = os.pipe()

    def run(self) -> int:
        """Supervise; returns the exit status."""
        signal.signal(signal.SIGINT, self._ask)
        signal.signal(signal.SIGTERM, self._ask)
        while not self._asked:
            self._look()
            time.sleep(LOOK_EVERY)
        self._end()
        return 0

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self._asked += 1

    def _look(self) -> None:
        moment = time.monotonic()
        for child in self._children:
            status = child.status_if_dead(moment)
            if status is not None:
                _say(f"camket: {child.name} ended with status {status}; starting it again")
                self._forget(child.name)
            child.start_when_due(moment, self._leash_end)
        self._each_look()

    def _end(self) -> None:
        for child in self._children:
            child.ask_to_end()
        until = time.monotonic() + GRACE_SECONDS
        while self._asked < 2 and time.monotonic() < until:  # noqa: PLR2004 - the second Ctrl-C
            if not any(child.is_running() for child in self._children):
                break
            time.sleep(LOOK_EVERY)
        for child in self._children:
            child.end_for_good()
        os.close(self._leash_held)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
