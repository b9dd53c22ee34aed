"""Proofs of work: each is spent once."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from camket.intake.models import SpentProof
from camket.vault.actions import blind_index

AT_ONCE = 1_000


def spend(proof: str, *, ends_at: datetime) -> bool:
    """Use a proof; False where it was used before, also by somebody at the same moment."""
    try:
        with transaction.atomic():
            SpentProof.objects.create(index=blind_index("proof", proof), ends_at=ends_at)
    except IntegrityError:
        return False
    return True


def forget_spent(*, at: datetime) -> int:
    """Forget the proofs that have run out and would be refused anyway. Returns how many."""
    old = SpentProof.objects.filter(ends_at__lte=at).values_list("pk", flat=True)[:AT_ONCE]
    return SpentProof.objects.filter(pk__in=list(old)).delete()[0]
