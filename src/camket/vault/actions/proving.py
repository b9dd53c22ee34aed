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
from camket.vault.actions.sealing import BLOB, known_keys
from camket.vault.models import Blob, Compartment
from camket.vault.rules import unseal

ERASED = "erased"
BROKEN = "broken"


class Prover:
    """Recomputes the commitments of what is sealed in these compartments."""

    def __init__(self, compartments: Iterable[UUID]) -> None:
        wanted = set(compartments)
        self._keys = known_keys(wanted)
        lost = wanted - self._keys.keys()
        rows = Compartment.objects.filter(pk__in=lost, erased_at__isnull=False) if lost else ()
        self._erased = {row.pk for row in rows}

    def commitment(
        self, compartment: UUID, place: str, row: UUID, sealed: bytes | memoryview
    ) -> str:
        """The commitment to one value; ERASED where its key was destroyed, BROKEN where it does not open."""
        if compartment in self._erased:
            return ERASED
        key = self._keys.get(compartment)
        if key is None:
            return BROKEN
        try:
            opens = not settings.CAMKET_SEALING
            return unseal(key, place, row, sealed, open_too=opens)[1]
        except (InvalidTag, InvalidUnwrap, ValueError):
            return BROKEN

    def commitment_of_blob(self, blob: Blob) -> str:
        """The same for a blob, wherever its bytes lie."""
        if blob.compartment_id in self._erased:
            return ERASED
        try:
            sealed = content_of(blob)
        except FileNotFoundError:
            return BROKEN
        return self.commitment(blob.compartment_id, BLOB, blob.id, sealed)
