"""Of several who decide one notice at the same moment one is let in, and never who asserted it: on both databases."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.prepared import ROOT, surroundings_in
from tests.terms.racing import ROUNDS

pytestmark = pytest.mark.database


def test_one_decision_stands_and_it_is_a_second_persons(tmp_path: Path) -> None:
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
    ended = json.loads(python("tests.terms.racing").splitlines()[-1])
    assert len(ended) == ROUNDS
    assert [count for count, _, _ in ended] == [1] * ROUNDS
    assert {asserter for _, asserter, _ in ended} == {1}
    assert {who for _, _, who in ended} <= {"thu-hai", "thu-ba"}
    python("camket", "verify")
