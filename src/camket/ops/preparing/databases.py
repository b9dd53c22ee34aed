"""The keys, closed to everybody else, and both databases as this version wants them."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, router
from django.db.migrations.executor import MigrationExecutor

from camket.evidence.queries import has_chains
from camket.refusals import NotAllowed, NotFound
from camket.vault.keys import load_keys, make_keys, missing_keys

# In the order in which they are brought up to date: where the last one is, all are.
VARIABLES = {"keys": "KEYS_DATABASE_URL", DEFAULT_DB_ALIAS: "DATABASE_URL"}


def check_they_answer() -> None:
    """Refuse, by the name of its variable, a database that cannot be reached. Its address holds a password."""
    for alias in VARIABLES:
        _check_it_answers(alias)


def _check_it_answers(alias: str) -> None:
    name = VARIABLES[alias]
    try:
        connections[alias].ensure_connection()
    except DatabaseError as error:
        raise NotFound(
            f"{name}: không mở được cơ sở dữ liệu. Lý do: {error}",
            f"{name}: the database cannot be opened. The reason: {error}",
        ) from error


def check_they_are_ready() -> None:
    """Refuse databases that `camket setup` has not brought up to this version yet."""
    _check_it_answers(DEFAULT_DB_ALIAS)
    if _is_behind(DEFAULT_DB_ALIAS):
        raise NotAllowed(
            "Cơ sở dữ liệu chưa được chuẩn bị cho phiên bản này. Xin chạy `camket setup` trước.",
            "The databases are not prepared for this version. Run `camket setup` first.",
        )


def migrate() -> list[str]:
    """Bring each database up to date; returns the names of those that were changed."""
    behind = [alias for alias in VARIABLES if _is_behind(alias)]
    for alias in behind:
        # Going through every room's history, to make no table of it, took longer than all tables together.
        every = alias == DEFAULT_DB_ALIAS
        for rooms in [()] if every else [(room,) for room in sorted(_rooms_in(alias))]:
            call_command("migrate", *rooms, database=alias, interactive=False, verbosity=0)
    return behind


def _is_behind(alias: str) -> bool:
    executor = MigrationExecutor(connections[alias])
    rooms = _rooms_in(alias)
    ends = [end for end in executor.loader.graph.leaf_nodes() if end[0] in rooms]
    return bool(executor.migration_plan(ends))


def _rooms_in(alias: str) -> set[str]:
    """The rooms (as Django's app labels) that keep a table in that database."""
    models = apps.get_models(include_auto_created=True)
    return {
        model._meta.app_label  # noqa: SLF001 - Django's public name
        for model in models
        if router.allow_migrate_model(alias, model)
    }


def prepare_keys() -> None:
    """Make the keys of a new desk, give their folder and all in it to its owner alone, and read each of them."""
    folder = Path(settings.CAMKET_KEYS)
    _check_none_was_lost(folder)
    make_keys(folder)
    folder.chmod(0o700)
    for path in folder.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    load_keys(folder)


def _check_none_was_lost(folder: Path) -> None:
    """A new key beside old data opens nothing, and what is written under it could be read with neither."""
    missing = missing_keys(folder)
    if missing and has_chains():
        raise NotFound(
            f"Thiếu khóa {missing[0]}, mà cơ sở dữ liệu đã có hồ sơ. Xin đặt đúng CAMKET_KEYS hoặc chép lại thư mục khóa.",
            f"The key {missing[0]} is missing, and the database is in use. Set CAMKET_KEYS right, or restore the folder of keys.",
        )
