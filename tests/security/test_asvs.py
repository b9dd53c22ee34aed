"""`docs/security/asvs.csv`: every requirement of level 1 and 2 stands there once, and what applies is shown by a test."""

from __future__ import annotations

import ast
import csv
import re
from collections import Counter

import pytest

from tests.architecture.tree import ROOT, document, tree
from tests.security.asvs_ids import levels

COLUMNS = ["id", "level", "section", "requirement", "applies", "why", "where", "test", "state"]
SHOWN, SHORT = "shown", "falls short: "


def table() -> list[dict[str, str]]:
    """The rows."""
    with (ROOT / "docs/security/asvs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == COLUMNS
    return rows


def row(name: str) -> dict[str, str]:
    """One row by its id."""
    return next(one for one in table() if one["id"] == name)


def exists(node: str) -> bool:
    """Whether a test stands where its name says; read from the file, and not run."""
    file, _, name = node.partition("::")
    path = ROOT / file
    if not (path.is_file() and path.name.startswith("test_") and name.startswith("test_")):
        return False
    return any(isinstance(one, ast.FunctionDef) and one.name == name for one in tree(path).body)


def test_every_requirement_stands_there_once_with_its_level() -> None:
    known = levels()
    assert Counter(known.values()) == {1: 70, 2: 183}
    ids = [one["id"] for one in table()]
    assert len(ids) == len(set(ids))
    assert {one["id"]: int(one["level"]) for one in table()} == known


def test_what_applies_has_a_test_that_exists_and_what_does_not_has_a_reason() -> None:
    for one in table():
        assert one["requirement"], one["id"]
        assert one["why"], one["id"]
        if one["applies"] == "yes":
            assert exists(one["test"]), f"{one['id']}: {one['test']}"
            assert one["where"], one["id"]
            state = one["state"]
            assert state == SHOWN or len(state.removeprefix(SHORT)) > 20, one["id"]
        else:
            assert (one["applies"], one["test"], one["state"]) == ("no", "", ""), one["id"]


def test_the_counts_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    rows = table()
    for level in ("1", "2"):
        mine = [one for one in rows if one["level"] == level]
        applies = [one for one in mine if one["applies"] == "yes"]
        shown = [one for one in applies if one["state"] == SHOWN]
        with capsys.disabled():
            print(
                f"\nASVS 5.0 level {level}: {len(mine)} requirements, {len(applies)} apply, "
                f"{len(shown)} shown, {len(applies) - len(shown)} fall short, {len(mine) - len(applies)} do not apply"
            )
        assert len(shown) > len(mine) / 3


def test_every_finding_about_allauth_has_tests_that_exist() -> None:
    lines = re.findall(r"(?m)^\| (\d+) \|.*$", document("docs/security/allauth-findings.md"))
    assert lines == [str(number) for number in range(1, 11)]
    for line in document("docs/security/allauth-findings.md").splitlines():
        if re.match(r"\| \d+ \|", line):
            cited = re.findall(r"`(tests/[\w/.]+::\w+)`", line)
            assert cited, line
            assert [one for one in cited if not exists(one)] == []


def test_a_test_that_is_not_there_is_noticed() -> None:
    assert exists("tests/security/test_asvs.py::test_a_test_that_is_not_there_is_noticed")
    assert not exists("tests/security/test_asvs.py::test_nothing")
    assert not exists("tests/security/asvs_ids.py::levels")
