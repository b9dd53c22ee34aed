"""Whom an outage concerns, and what each of them gets: rows and facts in bulk, a thousand at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from camket.clock import civil_date
from camket.evidence.actions import NewFact, record_many
from camket.rows import insert
from camket.services.actions.telling import TOGETHER
from camket.services.models import Concern, Holding, Outage
from camket.services.rules import subject_of
from camket.vault.rules import new_id


def concern(outage: Outage, holdings: Sequence[Holding], *, by: str, at: datetime) -> None:
    """Note that an outage concerns these holdings. Records `outage.concerns` on the chain of each."""
    insert([Concern(id=new_id(at), outage=outage, holding=holding) for holding in holdings])
    body = {"outage": str(outage.id), "case": outage.case.number}
    record_many(
        [NewFact(holding.subject, "outage.concerns", at, by, body, {}) for holding in holdings]
    )


def unconcerned(outage: Outage, *, at: datetime) -> Iterator[list[Holding]]:
    """Everybody else who has the service at that time, in batches. Each is to be concerned before the next."""
    known = Concern.objects.filter(outage=outage, holding=OuterRef("pk"))
    rows = Holding.objects.filter(service=outage.service).running(civil_date(at))
    rows = rows.filter(~Exists(known)).select_related("customer").order_by("pk")
    last: UUID | None = None
    while batch := list((rows.filter(pk__gt=last) if last else rows)[:TOGETHER]):
        yield batch
        last = batch[-1].pk


def credit(outage: Outage, days: int, *, by: str, at: datetime) -> int:
    """Give everybody concerned the days. Records `outage.credited` on each chain; returns how many they are."""
    rows = Concern.objects.filter(outage=outage)
    rows.update(days=days)
    body = {"outage": str(outage.id), "days": days}
    holdings = list(rows.order_by("holding_id").values_list("holding_id", flat=True))
    for start in range(0, len(holdings), TOGETHER):
        record_many(
            [
                NewFact(subject_of(pk), "outage.credited", at, by, body, {})
                for pk in holdings[start : start + TOGETHER]
            ]
        )
    return len(holdings)
