"""Whether sealed values are whole: their commitments are recomputed, and nobody gets to see what they say.

It leaves no access entry, because nothing is read: what comes out is a digest, or that a value does not open.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap
from django.conf import settings

from camket.vault.actions.opening import content_of
from camket.vault.actions.sealing import BLOB, TOGETHER, known_keys
from camket.vault.models import Blob, Compartment, WrappedKey
from camket.vault.rules import unseal

ERASED = "erased"
BROKEN = "broken"


def without_a_key() -> int:
    """How many compartments have no key although nobody erased them.

    After a restore these are the ones that were erased since the backup was made; otherwise keys were lost.
    """
    there = Compartment.objects.filter(erased_at__isnull=True).values_list("pk", flat=True)
    known = WrappedKey.objects.values_list("pk", flat=True)
    return len(set(there.iterator(chunk_size=TOGETHER)) - set(known.iterator(chunk_size=TOGETHER)))


class KeyChanged(ValueError):
    """A wrapped key does not unwrap."""


class Prover:
    """Recomputes the commitments of what is sealed in these compartments.

    Raises KeyChanged where the row of a key does not hold that key any more.
    """

    def __init__(self, compartments: Iterable[UUID]) -> None:
        try:
            self._keys = known_keys(set(compartments))
        except InvalidUnwrap:
            raise KeyChanged from None

    def commitment(
        self, compartment: UUID, place: str, row: UUID, sealed: bytes | memoryview
    ) -> str:
        """The commitment to one value; ERASED where there is no key any more, BROKEN where it does not open."""
        key = self._keys.get(compartment)
        if key is None:
            return ERASED
        try:
            opens = not settings.CAMKET_SEALING
            return unseal(key, place, row, sealed, open_too=opens)[1]
        except (InvalidTag, ValueError, TypeError):
            # SQLite keeps a text, too, where bytes belong.
            return BROKEN

    def commitment_of_blob(self, blob: Blob) -> str:
        """The same for a blob, wherever its bytes lie."""
        if blob.compartment_id not in self._keys:
            return ERASED
        try:
            sealed = content_of(blob)
        except FileNotFoundError:
            return BROKEN
        return self.commitment(blob.compartment_id, BLOB, blob.id, sealed)
