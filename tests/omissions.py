"""Which tests touch the database, and what is said of a test that was left out.

A test that asks for a database fixture gets the mark `database`, so that `make test` can run it a second
time on PostgreSQL. A test for one database only says so with `only_on("sqlite")` or `only_on("postgresql")`;
it is then no omission that it does not run on the other. What looks at pages with a browser looks once, on
SQLite; the stories marked `journey` are lived on both.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_serialized_rollback"}


def _touches_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(names & DATABASE_FIXTURES)


def _here() -> str:
    scheme = os.environ.get("DATABASE_URL", "").partition(":")[0]
    return "postgresql" if scheme.startswith("postgres") else "sqlite"


def _is_meant_here(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("only_on")
    if mark is not None:
        return _here() in mark.args
    return _here() == "sqlite" or not _only_looks(item)


def _only_looks(item: pytest.Item) -> bool:
    return "chromium" in getattr(item, "fixturenames", ()) and not item.get_closest_marker(
        "journey"
    )


def _turn(item: pytest.Item) -> int:
    """Stories with processes of their own begin; what looks at pages ends, and the longest of that comes first.

    What looks at pages empties the databases of this process, and pytest-django puts it after all that does not.
    """
    if "chromium" in getattr(item, "fixturenames", ()) and _touches_database(item):
        return 2 if item.get_closest_marker("slow") else 3
    return 0 if item.get_closest_marker("journey") else 1


@pytest.hookimpl(trylast=True, specname="pytest_collection_modifyitems")
def pytest_long_ones_first(items: list[pytest.Item]) -> None:
    """Nobody waits at the end for one that began late. Among themselves they stay in random order."""
    items.sort(key=_turn)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what touches the database before `-m` chooses; put aside what is meant for another one."""
    for item in items:
        if _touches_database(item):
            item.add_marker(pytest.mark.database)
    aside = [item for item in items if not _is_meant_here(item)]
    if aside:
        config.hook.pytest_deselected(items=aside)
        items[:] = [item for item in items if _is_meant_here(item)]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Hand what was skipped, with its reason, to `make test`, which lists it at the very end."""
    place = os.environ.get("CAMKET_LEFT_OUT")
    skipped = terminalreporter.stats.get("skipped", [])
    if place and skipped:
        with Path(place).open("a", encoding="utf-8") as file:
            file.writelines(f"{report.nodeid}: {_reason(report)}\n" for report in skipped)


def _reason(report: Any) -> str:
    place_and_reason = report.longrepr
    words = place_and_reason[2] if isinstance(place_and_reason, tuple) else str(place_and_reason)
    return str(words).removeprefix("Skipped: ")
