"""The keys, closed to everybody else, and both databases as this version wants them."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from camket.vault.keys import make_keys

ALIASES = (DEFAULT_DB_ALIAS, "keys")


def migrate() -> list[str]:
    """Bring each database up to date; returns the names of those that were changed."""
    behind = [alias for alias in ALIASES if _is_behind(alias)]
    for alias in behind:
        call_command("migrate", database=alias, interactive=False, verbosity=0)
    return behind


def _is_behind(alias: str) -> bool:
    executor = MigrationExecutor(connections[alias])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def close_keys() -> None:
    """Make the keys that are missing, and give their folder and all in it to its owner alone."""
    folder = Path(settings.CAMKET_KEYS)
    make_keys(folder)
    folder.chmod(0o700)
    for path in folder.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
