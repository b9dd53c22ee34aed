"""Making compartments and sealing into them. Writing needs no purpose, because it can never read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction

from camket.refusals import NotFound
from camket.rows import insert
from camket.vault.actions.sweeping import folder_of
from camket.vault.keys import keys
from camket.vault.models import Blob, Compartment, WrappedKey
from camket.vault.rules import KEY_BYTES, CompartmentKind, Sealed, new_id, seal
from camket.vault.storage import save_all

BLOB = "vault.blob.content"
KEK = "1"
INLINE_BYTES = 64 * 1024
TOGETHER = 400


@dataclass(frozen=True, slots=True)
class StoredBlob:
    """A blob as it was stored, and the commitment to its content."""

    row: Blob
    commitment: str

    @property
    def id(self) -> UUID:
        """The key of the row."""
        return self.row.id


class Sealer:
    """Seals values into the compartments that it was made for. It cannot open anything."""

    def __init__(self, data_keys: Mapping[UUID, bytes]) -> None:
        self._keys = data_keys

    def seal(self, compartment: UUID, place: str, row: UUID, value: str | bytes) -> Sealed:
        """Seal one value for its place ("table.column") and row."""
        content = value.encode() if isinstance(value, str) else value
        key = self._keys[compartment] if settings.CAMKET_SEALING else None
        return seal(key, place, row, content)


def new_compartments(
    wanted: Sequence[tuple[CompartmentKind, str]], *, at: datetime
) -> list[Compartment]:
    """Make compartments with a key each: two inserts, however many.

    The wrapped keys are committed first, in a store of their own: a key without its compartment is
    harmless, a compartment without its key would be lost.
    """
    rows = [
        Compartment(id=new_id(at), kind=kind, owner_ref=owner, created_at=at)
        for kind, owner in wanted
    ]
    data_keys = {row.id: os.urandom(KEY_BYTES) for row in rows}
    kek = keys().kek
    wrapped = [
        WrappedKey(compartment=pk, kek=KEK, wrapped=aes_key_wrap(kek, key), made_at=at)
        for pk, key in data_keys.items()
    ]
    with transaction.atomic(using="keys"):
        insert(wrapped)
    insert(rows)
    return rows


def sealer_for(compartments: Iterable[UUID]) -> Sealer:
    """A sealer for these compartments."""
    return Sealer(data_keys_of(compartments))


def data_keys_of(compartments: Iterable[UUID]) -> dict[UUID, bytes]:
    """The unwrapped data keys. Only this room calls it. Raises NotFound for an erased compartment."""
    wanted = set(compartments)
    found = known_keys(wanted)
    if wanted - found.keys():
        raise NotFound(
            "Nội dung này đã được xóa theo yêu cầu, không còn đọc được.",
            "This content has been erased and can no longer be read.",
        )
    return found


def known_keys(compartments: Iterable[UUID]) -> dict[UUID, bytes]:
    """The unwrapped data keys that there are. Only this room calls it."""
    kek = keys().kek
    found: dict[UUID, bytes] = {}
    for batch in _batches(sorted(compartments)):
        for row in WrappedKey.objects.filter(compartment__in=batch):
            found[row.compartment] = aes_key_unwrap(kek, bytes(row.wrapped))
    return found


def _batches(rows: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    return (rows[start : start + TOGETHER] for start in range(0, len(rows), TOGETHER))


def store_blobs(
    sealer: Sealer, contents: Sequence[tuple[UUID, bytes]], *, at: datetime
) -> list[StoredBlob]:
    """Seal and store bytes, each for its compartment: small ones in the row, large ones as files."""
    stored: list[StoredBlob] = []
    save_all(default_storage, _sealed_files(sealer, contents, stored, at=at))
    insert([blob.row for blob in stored])
    return stored


def _sealed_files(
    sealer: Sealer,
    contents: Sequence[tuple[UUID, bytes]],
    stored: list[StoredBlob],
    *,
    at: datetime,
) -> Iterator[tuple[str, bytes]]:
    """Add a row for each to `stored`; the large ones come out as files, one after the other."""
    for compartment, content in contents:
        row = Blob(id=new_id(at), compartment_id=compartment, size=len(content))
        sealed = sealer.seal(compartment, BLOB, row.id, content)
        stored.append(StoredBlob(row, sealed.commitment))
        if len(content) <= INLINE_BYTES:
            row.inline = sealed.value
        else:
            # No other file has the name, because no other row has the id.
            row.name = f"{folder_of(row.id)}/{row.id.hex}"
            yield row.name, sealed.value
