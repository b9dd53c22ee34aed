"""Files of the storage on a local disk: whole and durable, or not there at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage

# A disk that is asked for several files at once writes its journal once for them.
AT_ONCE = 8


class DurableFiles(FileSystemStorage):
    """A file that was saved survives a power cut, as a committed row does; one that was not leaves nothing.

    A door says "stored" once the row is committed, and the row names the file. On a full disk half a file
    would take the room in which the next try, or the database, could live.
    """

    def save_all(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Save several, each under its name, and wait for the disk once, at the end."""
        self._save_durably((name, ContentFile(content)) for name, content in files)

    def _save(self, name: str, content: File[Any]) -> str:
        return self._save_durably([(name, content)])[0]

    def _save_durably(self, files: Iterable[tuple[str, File[Any]]]) -> list[str]:
        kept: list[str] = []
        folders: set[Path] = set()
        try:
            for name, content in files:
                folders |= self._to_sync(name)
                kept.append(self._written(name, content))
            _sync_all([*(Path(self.path(name)) for name in kept), *folders])
        except BaseException:
            self._remove(kept)
            raise
        return kept

    def _written(self, name: str, content: File[Any]) -> str:
        try:
            return str(super()._save(name, content))  # type: ignore[misc]  # not in Django's stubs
        except BaseException:
            self._remove([name])
            raise

    def _to_sync(self, name: str) -> set[Path]:
        """The folder that will name the file, and the one that will name a new folder."""
        folder = Path(self.path(name)).parent
        return {folder} if folder.exists() else {folder, folder.parent}

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            with suppress(OSError):
                Path(self.path(name)).unlink()


def save_all(storage: Storage, files: Iterable[tuple[str, bytes]]) -> None:
    """Save several files in a storage of any kind, each under its name."""
    if isinstance(storage, DurableFiles):
        storage.save_all(files)
    else:
        for name, content in files:
            storage.save(name, ContentFile(content))


def _sync_all(paths: Sequence[Path]) -> None:
    if not paths:
        return
    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(_sync, paths))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
