"""How often something may be tried is counted once for all processes, and nothing of it names anybody."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from camket.refusals import TooManyTries
from camket.ui.limits import Limit, check, count, forget_tries
from camket.ui.models import Tries
from tests.prepared import ROOT, surroundings_in

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)
THREE = Limit("three", 3, 3600)
HOME = "203.0.113.7"
EACH = 20
TRYING = f"""
import django, sys
django.setup()
from tests.ui.test_limits import HOME, NOON, THREE
from camket.ui.limits import count
sys.stdin.readline()
for _ in range({EACH}):
    count(THREE, HOME, at=NOON)
"""
COUNTED = """
import django, json
django.setup()
from camket.refusals import TooManyTries
from camket.ui.models import Tries
from camket.ui.limits import check
from tests.ui.test_limits import HOME, NOON, THREE
try:
    check(THREE, HOME, at=NOON)
    told = "let in"
except TooManyTries:
    told = "too many"
print(json.dumps([Tries.objects.get().tries, told]))
"""


def tried(times: int, *, at: datetime = NOON, place: str = HOME) -> None:
    for _ in range(times):
        check(THREE, place, at=at)
        count(THREE, place, at=at)


@pytest.mark.django_db(databases=["default", "keys"])
def test_the_fourth_try_of_three_is_refused_and_only_from_there() -> None:
    tried(3)
    with pytest.raises(TooManyTries):
        check(THREE, HOME, at=NOON)
    check(THREE, "198.51.100.9", at=NOON)
    check(Limit("other", 3, 3600), HOME, at=NOON)


@pytest.mark.django_db(databases=["default", "keys"])
def test_the_time_begins_with_the_first_try_and_then_anew() -> None:
    tried(2)
    tried(1, at=NOON + HOUR / 2)
    with pytest.raises(TooManyTries):
        check(THREE, HOME, at=NOON + HOUR - timedelta(seconds=1))
    tried(3, at=NOON + HOUR)
    with pytest.raises(TooManyTries):
        check(THREE, HOME, at=NOON + HOUR)


@pytest.mark.django_db(databases=["default", "keys"])
def test_what_is_over_is_forgotten_and_what_is_not_is_kept() -> None:
    tried(1)
    tried(1, at=NOON + HOUR / 2, place="198.51.100.9")
    assert forget_tries(at=NOON + HOUR) == 1
    assert Tries.objects.get().ends_at == NOON + HOUR * 1.5


@pytest.mark.django_db(databases=["default", "keys"])
def test_a_row_names_neither_place_nor_thing() -> None:
    tried(1)
    row = Tries.objects.get()
    assert len(row.index) == 64
    assert HOME not in row.index
    assert "three" not in row.index


@pytest.mark.django_db(databases=["default", "keys"])
def test_only_a_wrong_code_leaves_a_count() -> None:
    Client().get("/ho-so/")
    assert not Tries.objects.exists()
    assert Client().get("/t/KN-26-22222/SAIMA/").status_code == 404
    assert sorted(Tries.objects.values_list("tries", flat=True)) == [1, 1]


@pytest.fixture
def surroundings(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A desk of its own, ready."""
    variables = surroundings_in(tmp_path)
    subprocess.run([sys.executable, "-m", "camket", "setup"], env=variables, check=True, cwd=ROOT)
    return variables


@pytest.mark.database
def test_two_processes_count_together(surroundings: dict[str, str]) -> None:
    def python(code: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", code]
        return subprocess.Popen(
            command,
            env=surroundings,
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    both = [python(TRYING), python(TRYING)]
    for process in both:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    for process in both:
        process.communicate(timeout=60)
        assert process.returncode == 0
    said, _ = python(COUNTED).communicate(timeout=60)
    assert json.loads(said) == [2 * EACH, "too many"]
