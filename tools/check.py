"""The one list of checks, the same for people and for CI: `./camket check`.

Every check runs, also after one that failed, so that one round shows all there is to do; the tests come last.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Check:
    """A command, and what is added to its environment."""

    name: str
    command: tuple[str, ...]
    surroundings: dict[str, str] = field(default_factory=dict)


def _module(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", *words)


def checks(folder: str) -> list[Check]:
    """Everything that must hold; data that a check needs lives in `folder`."""
    home = {"CAMKET_HOME": f"{folder}/var", "CAMKET_KEYS": f"{folder}/keys"}
    production = {**home, "CAMKET_PRODUCTION": "1", "CAMKET_URL": "https://hoso.example.vn"}
    return [
        Check("format", _module("ruff", "format", "--check", ".")),
        Check("lint", _module("ruff", "check", ".")),
        Check("types", _module("mypy"), home),
        Check("rooms", (str(HERE / "lint-imports"),)),
        Check("policy", _module("camket", "policy", "check", "policies/mit")),
        Check(
            "migrations",
            _module("camket", "django", "makemigrations", "--check", "--dry-run"),
            home,
        ),
        Check(
            "deploy",
            _module("camket", "django", "check", "--deploy", "--fail-level", "WARNING"),
            production,
        ),
        Check("tests", _module("tools.test")),
    ]


def main() -> int:
    """Run all checks; returns 0 only if every one is green."""
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        for check in checks(folder):
            print(f"camket: {check.name}", flush=True)
            began = time.monotonic()
            if _status(check):
                failed.append(check.name)
            print(f"camket: {check.name} took {time.monotonic() - began:.0f} s", flush=True)
    print(f"camket: failed: {', '.join(failed)}" if failed else "camket: every check is green")
    return 1 if failed else 0


def _status(check: Check) -> int:
    surroundings = os.environ | check.surroundings
    return subprocess.run(
        check.command, check=False, env=surroundings, stdin=subprocess.DEVNULL
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
