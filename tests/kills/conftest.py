"""A desk of its own for processes that are killed, and what they said before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.prepared import ROOT, prepare
from tests.running import free_port
from tests.servers.post import PostOffice

START = "2026-11-23T09:00+07:00"


@dataclass(slots=True)
class Nursery:
    """One run of the nursery."""

    variables: dict[str, str]
    rounds: list[dict[str, Any]] = field(default_factory=list)
    standing: dict[str, Any] = field(default_factory=dict)
    log: str = ""

    @property
    def steps(self) -> dict[int, str]:
        """The step at which each round was killed, by the round's number."""
        return {one["round"]: one["step"] for one in self.rounds if one["killed"]}

    def run(self, scenario: str, *first: str) -> None:
        """Let it run to its end, from the first step with that name on."""
        command = [sys.executable, "-m", "tests.kills.nursery", scenario, *first]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=self.variables,
            capture_output=True,
            text=True,
            check=False,
            timeout=280,
        )
        self.log = done.stderr
        assert done.returncode == 0, done.stderr
        *rounds, standing = [
            json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")
        ]
        self.rounds, self.standing = rounds, standing

    def camket(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Another command on the same databases."""
        command = [sys.executable, "-m", "camket", *words]
        return subprocess.run(
            command, env=self.variables, capture_output=True, text=True, check=False, timeout=120
        )

    def is_sound(self) -> bool:
        """Whether the equation balances and no chain, signature or state is at fault."""
        checks = [self.camket("reconcile"), self.camket("verify")]
        assert [check.returncode for check in checks] == [0, 0], checks
        return True


@pytest.fixture
def nursery(tmp_path: Path, post_office: PostOffice) -> Callable[..., Nursery]:
    """A nursery whose letters go to the post office; more variables may be given."""
    clock = tmp_path / "now.txt"
    clock.write_text(START, "utf-8")

    def made(**more: str) -> Nursery:
        home = {"CAMKET_HOME": str(tmp_path / "var"), "CAMKET_KEYS": str(tmp_path / "keys")}
        paths = {"CAMKET_NOW": str(clock), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        doors = {"SMTP_URL": post_office.url, "MAIL_PORT": str(free_port()), "CAMKET_DEMO": "0"}
        own = {**home, **more}
        ready = prepare(Path(own["CAMKET_HOME"]), Path(own["CAMKET_KEYS"]))
        return Nursery({**os.environ, **home, **paths, **doors, **ready, **more})

    return made
