"""Files of the storage on a local disk: whole and durable, or not there at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class DurableFiles(FileSystemStorage):
    """A file that was saved survives a power cut, as a committed row does; one that was not leaves nothing.

    A door says "stored" once the row is committed, and the row names the file. On a full disk half a file
    would take the room in which the next try, or the database, could live.
    """

    def _save(self, name: str, content: File[Any]) -> str:
        folder = Path(self.path(name)).parent
        is_new = not folder.exists()
        try:
            kept: str = super()._save(name, content)  # type: ignore[misc]  # not in Django's stubs
            _sync(Path(self.path(kept)))
            _sync(folder)
            if is_new:
                _sync(folder.parent)
        except BaseException:
            with suppress(OSError):
                Path(self.path(name)).unlink()
            raise
        return kept


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
