"""Erasing: the key is destroyed, and with it every text that it sealed."""

from __future__ import annotations

from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction

from camket.refusals import ChangedMeanwhile, NotAllowed
from camket.vault.models import Blob, Compartment, WrappedKey


@transaction.atomic
def erase(compartment: Compartment, *, at: datetime) -> None:
    """Destroy a compartment's key. What was sealed is gone; what was committed to still verifies."""
    if compartment.holds.filter(lifted_at__isnull=True).exists():
        raise NotAllowed(
            "Nội dung này đang được giữ lại theo yêu cầu pháp lý nên chưa xóa được.",
            "This content is under a legal hold and cannot be erased yet.",
        )
    rows = Compartment.objects.filter(pk=compartment.pk, erased_at__isnull=True)
    if not rows.update(erased_at=at):
        raise ChangedMeanwhile
    WrappedKey.objects.filter(compartment=compartment.pk).delete()
    compartment.refresh_from_db()


@transaction.atomic
def discard(compartment: Compartment, *, at: datetime) -> None:
    """Erase, and take the sealed bytes away as well: for what nobody ever acted on.

    The rows that point to its blobs must be gone. A file that is left behind by a kill here holds nothing that
    can be read, and is swept.
    """
    erase(compartment, at=at)
    blobs = Blob.objects.filter(compartment=compartment)
    names = [name for name in blobs.values_list("name", flat=True) if name]
    blobs.delete()
    transaction.on_commit(lambda: _remove(names))


def _remove(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)
