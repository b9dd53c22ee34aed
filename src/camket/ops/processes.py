"""Starts the processes and keeps them: one Ctrl-C ends all, a dead one is started again.

They are forked from the supervisor, which has loaded everything by then: starting all four costs little
more than starting one. The supervisor itself has no threads and does nothing but watch.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from multiprocessing.context import ForkProcess
from pathlib import Path
from types import FrameType

from django.db import connections

from camket.ops import leash

GRACE_SECONDS = 8.0
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0
LOOK_EVERY = 0.1


class Child:
    """One process and the history of its starts."""

    def __init__(self, name: str, leash_ends: tuple[int, int]) -> None:
        self.name = name
        self._leash_ends = leash_ends
        self._pause = FIRST_PAUSE
        self._start_at = 0.0
        self._started_at = 0.0
        self._process: ForkProcess | None = None

    def start_when_due(self, moment: float) -> None:
        """Start it if it is not there and its pause is over."""
        if self._process is None and moment >= self._start_at:
            # A connection to a database does not survive being shared by two processes.
            connections.close_all()
            context = multiprocessing.get_context("fork")
            self._process = context.Process(target=_live, args=(self.name, self._leash_ends))
            self._process.start()
            self._started_at = moment

    def status_if_dead(self, moment: float) -> int | None:
        """The exit status if it has ended by itself; it is then due again after a pause.

        The pause doubles while a process keeps dying early, so that a broken one does not burn the machine.
        """
        if self._process is None or self._process.is_alive():
            return None
        status = self._process.exitcode
        steady = moment - self._started_at >= STEADY_SECONDS
        self._pause = FIRST_PAUSE if steady else self._pause
        self._start_at = moment + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)
        self._process = None
        return status

    def is_running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.is_alive()

    def ask_to_end(self) -> None:
        """Send SIGTERM; the process finishes what it is doing."""
        if self._process is not None:
            self._process.terminate()

    def end_for_good(self) -> None:
        """Kill what did not end when it was asked."""
        if self._process is not None:
            self._process.kill()
            self._process.join()


def _live(name: str, leash_ends: tuple[int, int]) -> None:
    """Become the command of that name: a session of its own, so that Ctrl-C reaches only the supervisor."""
    reading, writing = leash_ends
    os.close(writing)
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    with suppress(
        OSError
    ):  # where there is no /proc the name is only missing in lists of processes
        Path("/proc/self/comm").write_text(f"camket {name}", "ascii")
    leash.follow(reading)
    module = import_module(f"camket.ops.commands.{name}")
    parser = argparse.ArgumentParser()
    module.arguments(parser)
    sys.exit(module.run(parser.parse_args([])))


class Supervisor:
    """Keeps the named processes running until SIGINT or SIGTERM; a second one waits for nobody."""

    def __init__(
        self,
        names: Sequence[str],
        *,
        forget: Callable[[str], None],
        each_look: Callable[[], None],
    ) -> None:
        leash_ends = os.pipe()
        self._children = [Child(name, leash_ends) for name in names]
        self._forget = forget
        self._each_look = each_look
        self._asked = 0

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
            child.start_when_due(moment)
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


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
