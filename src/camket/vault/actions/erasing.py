"""Erasing: the key is destroyed, and with it every text that it sealed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from camket.refusals import ChangedMeanwhile, NotAllowed
from camket.vault.models import Compartment, WrappedKey


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
