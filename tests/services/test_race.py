"""Of several who report one outage at the same moment each is heard, on one case: on both databases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.prepared import python_in, surroundings_in
from tests.services.racing import ROUNDS

pytestmark = pytest.mark.database


def test_who_report_at_once_are_all_heard_on_one_case(tmp_path: Path) -> None:
    surroundings = surroundings_in(tmp_path)
    python_in(surroundings, "camket", "setup")
    ended = json.loads(python_in(surroundings, "tests.services.racing").splitlines()[-1])
    # Two customers, one of them twice; then a third twice, and the desk; then two customers and the desk.
    assert ended == [[3, [3, 2], 3, [5, 3], 3, [2, 3]]] * ROUNDS
    python_in(surroundings, "camket", "verify")
