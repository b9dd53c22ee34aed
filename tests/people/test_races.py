"""A code counts once, also where two processes are given it at the same moment: on both databases, for real."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.people.racing import ROUNDS
from tests.running import ROOT, databases

pytestmark = pytest.mark.database


@pytest.mark.parametrize("scenario", ["code", "app", "recovery"])
def test_of_two_processes_one_is_let_in(tmp_path: Path, scenario: str) -> None:
    surroundings = os.environ | {
        "CAMKET_HOME": str(tmp_path / "home"),
        "CAMKET_KEYS": str(tmp_path / "keys"),
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        **databases(),
    }

    def python(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=ROOT,
            env=surroundings,
            capture_output=True,
            text=True,
            check=False,
            timeout=200,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    python("camket", "setup")
    let_in = json.loads(python("tests.people.racing", scenario).splitlines()[-1])
    assert let_in == [1] * ROUNDS
