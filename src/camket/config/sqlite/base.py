"""Django's SQLite backend, with a turn-lock.

SQLite lets one connection write at a time and makes the others poll; with several busy processes somebody
polls in vain until "database is locked". Here a writer first takes a turn: an exclusive lock on a file
beside the database, where the kernel lets the next one in. Readers take no turn.
"""

from __future__ import annotations

import fcntl
import os
from typing import Any

from django.db.backends.sqlite3 import base


class Turn:
    """One connection's place in the queue of writers. Each connection has its own open file."""

    def __init__(self) -> None:
        self._file: int | None = None
        self._held = False

    def take(self, database: str) -> None:
        """Wait for the turn to write a database; taking it twice is taking it once."""
        if self._held or _lives_in_memory(database):
            return
        if self._file is None:
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
            self._file = os.open(f"{database}.turn", flags, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        self._held = True

    def give_back(self) -> None:
        """Let the next writer in."""
        if self._held and self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)
            self._held = False

    def close(self) -> None:
        """Give the turn back and close the file, with the connection."""
        self.give_back()
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _lives_in_memory(database: str) -> bool:
    return database in {"", ":memory:"} or "mode=memory" in database


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes the turn before BEGIN IMMEDIATE and gives it back after COMMIT or ROLLBACK."""

    def __init__(self, settings_dict: dict[str, Any], alias: str = "default") -> None:
        super().__init__(settings_dict, alias)
        self.turn = Turn()

    def _start_transaction_under_autocommit(self) -> None:
        self.turn.take(str(self.settings_dict["NAME"]))
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in Django's stubs
        except BaseException:
            self.turn.give_back()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # not in Django's stubs
        self.turn.give_back()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # not in Django's stubs
        finally:
            self.turn.give_back()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # not in Django's stubs
        finally:
            self.turn.close()
