"""Databases that are migrated already, so that a test that starts a desk need not wait for it.

Each process of the tests migrates once and copies afterwards: files for SQLite, a template for PostgreSQL.
What a first start does besides (keys, policy, static files) is left to the desk.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent
VARIABLES = {"KEYS_DATABASE_URL": "keys", "DATABASE_URL": "default"}


def prepare_home(home: Path) -> dict[str, str]:
    """Put migrated SQLite files into a home, or name migrated databases of PostgreSQL."""
    if os.environ.get("DATABASE_URL"):
        return {variable: _copied(address) for variable, address in _templates().items()}
    shutil.copytree(_files(), home, dirs_exist_ok=True)
    return {}


def empty_databases() -> dict[str, str]:
    """Empty databases on the PostgreSQL of this run, or none: then SQLite files in the home."""
    return {
        variable: _created(os.environ[variable]) for variable in VARIABLES if variable in os.environ
    }


@cache
def _files() -> Path:
    home = Path(tempfile.mkdtemp(prefix="camket-migrated-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    _migrate({"CAMKET_HOME": str(home)})
    return home


@cache
def _templates() -> dict[str, str]:
    made = empty_databases()
    with tempfile.TemporaryDirectory() as home:
        _migrate({"CAMKET_HOME": home, **made})
    return made


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
