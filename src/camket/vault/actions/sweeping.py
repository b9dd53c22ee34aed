"""Taking away files that no row names: who stored them was stopped before the commit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.core.files.storage import default_storage

from camket.vault.models import Blob
from camket.vault.rules import made_at

# Longer than any transaction lasts, and longer than a clock is off.
SETTLED_AFTER = timedelta(hours=1)
LOOK_BACK = timedelta(days=15)
FOLDER_LETTERS = 6
AT_ONCE = 400


def folder_of(blob: UUID) -> str:
    """The folder of a blob's file: the first letters of its id, which is a time; one for every five hours."""
    return blob.hex[:FOLDER_LETTERS]


def sweep(*, at: datetime) -> int:
    """Remove files of the last days that no blob names. Returns how many. Costs what came in since then."""
    removed = 0
    for names in _settled_names(at):
        kept = set(Blob.objects.filter(name__in=names).values_list("name", flat=True))
        for name in names:
            if name not in kept:
                default_storage.delete(name)
                removed += 1
    return removed


def _settled_names(at: datetime) -> Iterator[list[str]]:
    """The names of files that are old enough to have been committed, some hundreds at a time."""
    try:
        folders, _ = default_storage.listdir("")
    except FileNotFoundError:
        return
    earliest = _folder_at(at - LOOK_BACK)
    for folder in sorted(folders):
        if earliest <= folder <= _folder_at(at):
            _, files = default_storage.listdir(folder)
            names = [f"{folder}/{file}" for file in sorted(files) if _is_settled(file, at)]
            for start in range(0, len(names), AT_ONCE):
                yield names[start : start + AT_ONCE]


def _folder_at(moment: datetime) -> str:
    return f"{int(moment.timestamp() * 1000):012x}"[:FOLDER_LETTERS]


def _is_settled(file: str, at: datetime) -> bool:
    try:
        return made_at(UUID(hex=file)) < at - SETTLED_AFTER
    except ValueError:
        return False
