"""Of several who report one outage at the same moment each is heard, on one case: on both databases."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.prepared import ROOT, surroundings_in
from tests.services.racing import ROUNDS

pytestmark = pytest.mark.database


def test_who_report_at_once_are_all_heard_on_one_case(tmp_path: Path) -> None:
    surroundings = surroundings_in(tmp_path)

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
    ended = json.loads(python("tests.services.racing").splitlines()[-1])
    # Two customers, one of them twice; then a third twice, and the desk; then two customers and the desk.
    assert ended == [[3, [3, 2], 3, [5, 3], 3, [2, 3]]] * ROUNDS
    python("camket", "verify")
