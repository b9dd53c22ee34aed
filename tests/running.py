"""The whole product as its processes, for journeys: started by `camket run` in a home of its own.

`start_desk()` gives a desk that answers; more variables may be handed to it. Each desk gets databases of its
own, migrated already. Every desk is ended with its test.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from tests.prepared import ROOT, empty_databases, prepare

PATIENCE_SECONDS = 60.0
Answer = TypeVar("Answer")


@dataclass(slots=True)
class RunningDesk:
    """One `camket run`, seen from outside."""

    folder: Path
    port: int
    mail_port: int
    variables: dict[str, str]
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Where the web answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """Everything that the processes said so far."""
        return (self.folder / "log.txt").read_text("utf-8", "replace")

    def health(self) -> tuple[int, dict[str, bool]]:
        """The status of /healthz and what it says; status 0 while nobody listens."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:  # noqa: S310
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)
        except OSError:
            return 0, {}

    def wait_for(self, status: int) -> dict[str, bool]:
        """Wait until /healthz has this status, and return what it says."""
        return until(lambda: self.health()[0] == status and self.health()[1], self)

    def children(self) -> dict[str, int]:
        """The pid of each process that `camket run` started, by its name."""
        pid = self.process.pid
        pids = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        names = {int(child): Path(f"/proc/{child}/comm").read_text().split() for child in pids}
        return {words[1]: child for child, words in names.items() if len(words) > 1}

    def camket(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run another command of the product on the same databases."""
        command = [sys.executable, "-m", "camket", *words]
        return subprocess.run(
            command, env=self.variables, capture_output=True, text=True, check=False, timeout=120
        )

    def printed(self, *words: str) -> str:
        """What a command prints that must succeed; its complaint is the failure otherwise."""
        done = self.camket(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def end(self, number: int = signal.SIGINT) -> int:
        """Send a signal to `camket run` and wait for its end; returns its status."""
        self.process.send_signal(number)
        return self.process.wait(20)


def until(ask: Callable[[], Answer], desk: RunningDesk | None = None) -> Answer:
    """Ask again and again until the answer is true; fail with the log after a minute."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        answer = ask()
        if answer:
            return answer
        time.sleep(0.1)
    raise AssertionError(f"waited in vain\n{desk.log if desk else ''}")


_given: set[int] = set()


def free_port() -> int:
    """A port on which nobody listens at this moment, and never the same one twice."""
    with closing(socket.socket()) as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
    if port in _given:
        return free_port()
    _given.add(port)
    return port


@pytest.fixture
def start_desk(tmp_path: Path) -> Iterator[Callable[..., RunningDesk]]:
    """Start desks with more variables; each is ended with the test."""
    desks: list[RunningDesk] = []

    def start(*, bare: bool = False, **more: str) -> RunningDesk:
        folder = tmp_path / f"desk {len(desks)}"
        folder.mkdir()
        desks.append(started(folder, more, bare=bare))
        return desks[-1]

    yield start
    for desk in desks:
        if desk.process.poll() is None:
            desk.end(signal.SIGTERM)


def started(folder: Path, more: dict[str, str], *, bare: bool = False) -> RunningDesk:
    """A desk that has begun to start, in a folder that its caller owns; the caller ends it.

    A bare one has nothing yet, as on the first day.
    """
    port, mail_port = free_port(), free_port()
    home = Path(more.get("CAMKET_HOME", folder / "var"))
    keys = Path(more.get("CAMKET_KEYS", folder / "keys"))
    variables = os.environ | {
        "CAMKET_HOME": str(home),
        "CAMKET_KEYS": str(keys),
        "CAMKET_DEMO": "0",
        "PORT": str(port),
        "MAIL_PORT": str(mail_port),
        "PYTHONPATH": str(ROOT / "src"),
        **(empty_databases() if bare else prepare(home, keys)),
        **more,
    }
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "camket", "run"], env=variables, stdout=log, stderr=log
        )
    return RunningDesk(folder, port, mail_port, variables, process)
