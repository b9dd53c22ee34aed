"""`with purpose(...)`: the only way to read what is sealed, and it leaves an access entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage

from camket.rows import insert
from camket.vault.actions.sealing import BLOB, data_keys_of
from camket.vault.models import AccessedCompartment, AccessEntry, Blob
from camket.vault.rules import Purpose, unseal

SITTING = timedelta(minutes=30)


class Opener:
    """Opens sealed values, and remembers which compartments it opened."""

    def __init__(self) -> None:
        self._keys: dict[UUID, bytes] = {}
        self.opened: set[UUID] = set()

    def load(self, compartments: Iterable[UUID]) -> None:
        """Fetch the keys of many compartments in one query, before a list is shown."""
        self._keys.update(data_keys_of(set(compartments) - self._keys.keys()))

    def raw(self, compartment: UUID, place: str, row: UUID, sealed: bytes | memoryview) -> bytes:
        """Open one value as bytes."""
        return self.checked(compartment, place, row, sealed)[0]

    def text(self, compartment: UUID, place: str, row: UUID, sealed: bytes | memoryview) -> str:
        """Open one value as text."""
        return self.raw(compartment, place, row, sealed).decode()

    def checked(
        self, compartment: UUID, place: str, row: UUID, sealed: bytes | memoryview
    ) -> tuple[bytes, str]:
        """Open one value, with the commitment recomputed from what was inside."""
        if compartment not in self._keys:
            self.load([compartment])
        self.opened.add(compartment)
        key = self._keys[compartment]
        return unseal(key, place, row, sealed, open_too=not settings.CAMKET_SEALING)

    def blob(self, blob: Blob) -> bytes:
        """Open a blob's content, wherever it lies."""
        return self.raw(blob.compartment_id, BLOB, blob.id, content_of(blob))


def content_of(blob: Blob) -> bytes:
    """The sealed bytes of a blob, from its row or its file."""
    if blob.inline is not None:
        return bytes(blob.inline)
    with default_storage.open(blob.name) as file:
        return bytes(file.read())


@contextmanager
def purpose(why: Purpose, *, by: str, at: datetime, about: str = "") -> Iterator[Opener]:
    """Read personal data for a reason. Whatever was opened is named in one access entry.

    One entry per person, purpose, matter and sitting: looking again within half an hour adds only what is
    newly opened to the entry that exists.
    """
    opener = Opener()
    try:
        yield opener
    finally:
        if opener.opened:
            _leave_entry(opener.opened, Purpose(why), by=by, at=at, about=about)


def _leave_entry(opened: set[UUID], why: Purpose, *, by: str, at: datetime, about: str) -> None:
    sitting = AccessEntry.objects.filter(
        by=by, purpose=why, about=about, at__gt=at - SITTING, at__lte=at
    )
    entry = sitting.order_by("-at").first() if about else None
    if entry is None:
        entry = AccessEntry.objects.create(by=by, purpose=why, about=about, at=at)
        known: set[UUID] = set()
    else:
        known = set(entry.compartments.values_list("compartment_id", flat=True))
    rows = [AccessedCompartment(entry=entry, compartment_id=pk) for pk in sorted(opened - known)]
    if about:
        # The same person may be opening the same matter in another window.
        AccessedCompartment.objects.bulk_create(rows, ignore_conflicts=True)
    else:
        insert(rows)
