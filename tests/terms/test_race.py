"""Of several who decide one notice at the same moment one is let in, and never who asserted it: on both databases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.prepared import python_in, surroundings_in
from tests.terms.racing import ROUNDS

pytestmark = pytest.mark.database


def test_one_decision_stands_and_it_is_a_second_persons(tmp_path: Path) -> None:
    surroundings = surroundings_in(tmp_path)
    python_in(surroundings, "camket", "setup")
    ended = json.loads(python_in(surroundings, "tests.terms.racing").splitlines()[-1])
    assert len(ended) == ROUNDS
    assert [count for count, _, _ in ended] == [1] * ROUNDS
    assert {asserter for _, asserter, _ in ended} == {1}
    assert {who for _, _, who in ended} <= {"thu-hai", "thu-ba"}
    python_in(surroundings, "camket", "verify")
