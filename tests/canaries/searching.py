"""Looking through everything that a desk has written: files of every kind, rows of every table."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.db.models import BinaryField

from tests.running import RunningDesk

NO_TEXT = {("vault_wrappedkey", "wrapped")}
"""Binary columns in which nobody's words could lie: wrapped keys."""


def places(desk: RunningDesk) -> Iterator[tuple[str, bytes]]:
    """Every file of home, keys, temporary folder and log; on PostgreSQL every row and the server's own files."""
    for path in sorted(desk.folder.rglob("*")):
        if path.is_file() and "static" not in path.parts:
            yield str(path.relative_to(desk.folder)), path.read_bytes()
    for variable in ("DATABASE_URL", "KEYS_DATABASE_URL"):
        if address := desk.variables.get(variable):
            yield from _of_postgresql(address)


def _of_postgresql(address: str) -> Iterator[tuple[str, bytes]]:
    with psycopg.connect(address) as connection:
        connection.execute("CHECKPOINT")
        for (table,) in connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall():
            for row in connection.execute(f'SELECT * FROM "{table}"'):  # type: ignore[arg-type]  # noqa: S608
                yield table, b"\n".join(map(_bytes, row))
        found = connection.execute(
            "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    assert found is not None
    folder, oid = Path(found[0]), str(found[1])
    for path in [*(folder / "base" / oid).iterdir(), *(folder / "pg_wal").glob("0*")]:
        yield f"{path.parent.name}/{path.name}", path.read_bytes()


def _bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def sightings(desk: RunningDesk, wanted: Mapping[str, bytes]) -> list[str]:
    """Where one of these was seen, and in which form."""
    return [
        f"{place}: {form}"
        for place, content in places(desk)
        for form, pattern in wanted.items()
        if pattern in content
    ]


def columns_without(desk: RunningDesk, wanted: Mapping[str, bytes]) -> list[str]:
    """The sealed columns of all tables in which none of these can be read."""
    patterns = list(wanted.values())
    return [
        f"{table}.{column}"
        for table, column in sealed_columns()
        if not any(
            pattern in value for value in _values(desk, table, column) for pattern in patterns
        )
    ]


def sealed_columns() -> list[tuple[str, str]]:
    """Every binary column that there is: what is sealed has no other type."""
    found = [
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, BinaryField)
    ]
    return [one for one in found if one not in NO_TEXT]


def _values(desk: RunningDesk, table: str, column: str) -> list[bytes]:
    ask = f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL'  # noqa: S608
    return [bytes(row[0]) for row in rows(desk.variables, ask)]


def rows(variables: Mapping[str, str], ask: str) -> list[Any]:
    """The answer of the desk's database."""
    if address := variables.get("DATABASE_URL"):
        with psycopg.connect(address) as connection:
            return connection.execute(ask).fetchall()  # type: ignore[arg-type]
    database = Path(variables["CAMKET_HOME"]) / "camket.sqlite3"
    with sqlite3.connect(database) as connection:
        return connection.execute(ask).fetchall()


def opened_to_write(journal: Path) -> set[str]:
    """Which files the processes opened to write (see `watching`)."""
    return set(journal.read_text("utf-8").splitlines()) if journal.exists() else set()


WATCHER = """
import os, sys

def watch(event, arguments, name={journal!r}):
    if event != "open" or not isinstance(arguments[0], str):
        return
    if arguments[2] & (os.O_WRONLY | os.O_RDWR):
        line = os.path.abspath(arguments[0]) + "\\n"
        journal = os.open(name, os.O_WRONLY | os.O_APPEND | os.O_CREAT) if arguments[0] != name else -1
        if journal >= 0:
            os.write(journal, line.encode("utf-8", "replace"))
            os.close(journal)

sys.addaudithook(watch)
"""


def watching(folder: Path) -> Path:
    """A folder for PYTHONPATH because of which every process notes each file that it opens to write."""
    folder.mkdir()
    journal = str(folder.parent.parent / f"{folder.parent.name} journal.txt")
    (folder / "sitecustomize.py").write_text(WATCHER.replace("{journal!r}", repr(journal)), "utf-8")
    return Path(journal)
