"""Claiming what waits to be taken, so that no two takers are at the same arrival."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from camket.arrivals.models import Arrival
from camket.arrivals.rules import CLAIM_LASTS, Place, next_try
from camket.refusals import ChangedMeanwhile

TO_TAKE = (Place.WAITING, Place.FAILED)
TOGETHER_BYTES = 64 * 1024 * 1024
CANDIDATES = 5
TAKER_DIED = "TakerDied"
TAKERS = 0x63616D6B6574  # any number that nobody else locks by


def claim(*, at: datetime, limit: int) -> list[Arrival]:
    """Take arrivals that nobody else is at, oldest first; a dead taker's come back when its claim ends.

    They come back alone, and later each time: what kills its taker may not keep the others waiting.
    """
    due = Arrival.objects.filter(place__in=TO_TAKE, next_try__lte=at).order_by("next_try", "id")
    mine = _claim_fresh(due, at=at, limit=limit) or _claim_left_behind(due, at=at)
    return list(Arrival.objects.filter(pk__in=mine).select_related("raw").order_by("id"))


@transaction.atomic
def _claim_fresh(due: QuerySet[Arrival], *, at: datetime, limit: int) -> list[UUID]:
    """As many as fit into the memory of a small machine."""
    fresh = due.filter(claimed_until=None)
    mine: list[UUID] = []
    weight = 0
    for pk, size in fresh.values_list("pk", "size")[:limit]:
        weight += size
        if mine and weight > TOGETHER_BYTES:
            break
        if fresh.filter(pk=pk).update(claimed_until=at + CLAIM_LASTS):
            mine.append(pk)
    return mine


def _claim_left_behind(due: QuerySet[Arrival], *, at: datetime) -> list[UUID]:
    left = due.filter(claimed_until__lte=at)
    for pk, tries in left.values_list("pk", "tries")[:CANDIDATES]:
        rows = left.filter(pk=pk, tries=tries)
        seen = {"place": Place.FAILED, "reason": TAKER_DIED, "tries": tries + 1}
        later = next_try(tries + 1, at)
        if rows.update(**seen, next_try=later, claimed_until=at + CLAIM_LASTS):
            return [pk]
    return []


def wait_for_turn(arrivals: Sequence[Arrival]) -> None:
    """Let one taker decide at a time, so that twins in two batches are seen as twins; inside its transaction.

    On SQLite the transaction itself is the turn. Raises ChangedMeanwhile if one of them was settled since it
    was claimed.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TAKERS])
    ids = [arrival.pk for arrival in arrivals]
    if Arrival.objects.filter(pk__in=ids).exclude(place__in=TO_TAKE).exists():
        raise ChangedMeanwhile
