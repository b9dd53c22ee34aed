"""The demonstration as a state for tests: every case, arrival and letter that a page can show."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connections

from camket.ops.demo.cast import kept_password
from camket.ops.demo.making import make_demonstration

WEDNESDAY = datetime(2026, 11, 25, 2, 42, tzinfo=UTC)


@pytest.fixture
def demonstration(
    db: None,
    settings: LazySettings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    made_before: Made,
) -> str:
    """The demonstration as of a Wednesday morning; gives the password of everybody.

    It takes long to make, so that each process of the tests makes it once: on SQLite, in tests without a
    transaction around them, where looking at pages happens.
    """
    settings.CAMKET_HOME = tmp_path
    monkeypatch.setenv("CAMKET_NOW", WEDNESDAY.isoformat())
    made_before.put_into(tmp_path)
    return str(kept_password())


class Made:
    """The databases and the folder of a demonstration that was made in this process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.databases: dict[str, sqlite3.Connection] = {}

    def put_into(self, home: Path) -> None:
        """Make it there the first time; after that, bring back what was made."""
        if not self.databases:
            make_demonstration(at=WEDNESDAY)
            shutil.copytree(home, self.folder)
            self.databases = {alias: _copied(_raw(alias)) for alias in connections}
            return
        shutil.copytree(self.folder, home, dirs_exist_ok=True)
        for alias, copy in self.databases.items():
            copy.backup(_raw(alias))

    def close(self) -> None:
        """Let go of the copies."""
        for copy in self.databases.values():
            copy.close()


def _raw(alias: str) -> sqlite3.Connection:
    connections[alias].ensure_connection()
    raw: sqlite3.Connection = connections[alias].connection
    return raw


def _copied(database: sqlite3.Connection) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:")
    database.backup(copy)
    return copy


@pytest.fixture(scope="session")
def made_before(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """What the first test that asks for a demonstration has made."""
    made = Made(tmp_path_factory.mktemp("demonstration") / "home")
    yield made
    made.close()
