"""Databases that are migrated already, so that a test that starts a desk need not wait for it.

A run of the tests migrates once for each database, and copies afterwards: files for SQLite, a template for
PostgreSQL. Its processes (xdist) find in one folder what the first of them has made. The databases of tests
inside the process are copies too. SQLite gives them rows in reverse where a query asks for no order, so that
nobody leans on one that PostgreSQL does not keep.
What a first start does besides (keys, policy, static files) is left to the desk.
"""

from __future__ import annotations

import atexit
import fcntl
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver

ROOT = Path(__file__).resolve().parent.parent
VARIABLES = {"KEYS_DATABASE_URL": "keys", "DATABASE_URL": "default"}
FILES = {"default": "home/camket.sqlite3", "keys": "keys/keys.sqlite3"}
FOLDER = "CAMKET_TESTS_PREPARED"
if (
    FOLDER not in os.environ
):  # the process that began the run; those that it starts inherit the name
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="camket-migrated-")
    atexit.register(shutil.rmtree, os.environ[FOLDER], ignore_errors=True)


def prepare(home: Path, keys: Path) -> dict[str, str]:
    """Put migrated SQLite files into a home and a folder of keys, or name migrated databases of PostgreSQL."""
    if os.environ.get("DATABASE_URL"):
        return {variable: _copied(address) for variable, address in _templates().items()}
    for alias, folder in (("default", home), ("keys", keys)):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copy(_files() / FILES[alias], folder)
    return {}


def surroundings_in(folder: Path) -> dict[str, str]:
    """The variables of a process of our own that works on migrated databases in a folder, with the tests on its path."""
    home, keys = folder / "home", folder / "keys"
    return os.environ | {
        "CAMKET_HOME": str(home),
        "CAMKET_KEYS": str(keys),
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        **prepare(home, keys),
    }


def python_in(surroundings: Mapping[str, str], *words: str) -> str:
    """What a module prints, run in a process of its own that must succeed; its complaint is the failure otherwise."""
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


def empty_databases() -> dict[str, str]:
    """Empty databases on the PostgreSQL of this run, or none: then SQLite files in the home."""
    return {
        variable: _created(os.environ[variable]) for variable in VARIABLES if variable in os.environ
    }


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Let the databases that pytest-django is about to make begin as copies."""
    if os.environ.get("DATABASE_URL"):
        for variable, alias in VARIABLES.items():
            template = urlsplit(_templates()[variable]).path[1:]
            settings.DATABASES[alias]["TEST"]["TEMPLATE"] = template
    else:
        connection_created.connect(_fill)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """On PostgreSQL the databases go with their server (`tools.postgres`): nothing waits for who still looks at one."""
    return bool(os.environ.get("DATABASE_URL"))


@pytest.fixture(scope="session")
def django_db_createdb() -> bool:
    """They are made anew in any case."""
    return True


@receiver(connection_created)
def _last_first_unless_told(connection: BaseDatabaseWrapper, **more: object) -> None:
    """Rows without an asked order come in reverse (SQLite's pragma for finding those who lean on one)."""
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA reverse_unordered_selects = ON")


def _fill(connection: BaseDatabaseWrapper, **more: object) -> None:
    """A database in memory that holds nothing gets what a migrated one holds."""
    if not connection.is_in_memory_db() or connection.introspection.table_names():  # type: ignore[attr-defined]
        return
    with sqlite3.connect(_files() / FILES[connection.alias]) as migrated:
        migrated.backup(connection.connection)
    migrated.close()


@cache
def _files() -> Path:
    with _shared() as folder:
        new, migrated = folder / "new", folder / "migrated"
        if not migrated.exists():
            _migrate({"CAMKET_HOME": str(new / "home"), "CAMKET_KEYS": str(new / "keys")})
            new.rename(migrated)
    return migrated


@cache
def _templates() -> dict[str, str]:
    with _shared() as folder:
        named = folder / "templates.json"
        if not named.exists():
            made = empty_databases()
            with tempfile.TemporaryDirectory() as home:
                _migrate({"CAMKET_HOME": home, **made})
            named.write_text(json.dumps(made), "utf-8")
    templates: dict[str, str] = json.loads(named.read_text("utf-8"))
    return templates


@contextmanager
def _shared() -> Iterator[Path]:
    """The folder of this run, for one process at a time."""
    folder = Path(os.environ[FOLDER])
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def _migrate(variables: dict[str, str]) -> None:
    surroundings = os.environ | {"PYTHONPATH": str(ROOT / "src")} | variables
    for alias in VARIABLES.values():
        words = ["camket", "django", "migrate", "--database", alias, "-v0"]
        subprocess.run([sys.executable, "-m", *words], env=surroundings, check=True)


def _copied(template: str) -> str:
    return _created(template, f'TEMPLATE "{urlsplit(template).path[1:]}"')


def _created(address: str, how: str = "") -> str:
    """A database of a new name beside another; returns its address."""
    name = f"desk_{uuid.uuid4().hex}"
    # Not from within the database that is copied: a template may have nobody inside.
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" {how}')
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
