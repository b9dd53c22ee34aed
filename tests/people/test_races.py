"""A code counts once, also where two processes are given it at the same moment: on both databases, for real."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.people.racing import ROUNDS
from tests.prepared import python_in, surroundings_in

pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def race(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, Any]]:
    """Run a scenario; all of them have one desk, of their own."""
    tmp_path = tmp_path_factory.mktemp("race")
    surroundings = surroundings_in(tmp_path)
    python_in(surroundings, "camket", "setup")

    def run(scenario: str) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(
            python_in(surroundings, "tests.people.racing", scenario).splitlines()[-1]
        )
        return told

    return run


@pytest.mark.parametrize("scenario", ["code", "app", "recovery"])
def test_of_two_processes_one_is_let_in(
    race: Callable[[str], dict[str, Any]], scenario: str
) -> None:
    assert race(scenario)["let_in"] == [1] * ROUNDS


def test_two_who_prove_a_new_point_at_once_come_to_one_account(
    race: Callable[[str], dict[str, Any]],
) -> None:
    told = race("point")
    assert told["let_in"] == [2] * ROUNDS
    assert told["accounts"] == ROUNDS
