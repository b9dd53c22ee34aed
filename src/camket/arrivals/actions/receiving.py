"""Receiving: the bytes are sealed and committed before anything looks at them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from camket.arrivals.models import Arrival, Tally
from camket.arrivals.queries import known_sources
from camket.arrivals.rules import CLAIM_LASTS, Raw
from camket.rows import insert
from camket.vault.actions import blind_index, new_compartments, sealer_for, store_blobs
from camket.vault.rules import CompartmentKind, new_id

NOBODY = "arrival"


def receive(raw: Sequence[Raw], *, at: datetime, claimed: bool = False) -> list[Arrival]:
    """Seal and commit bytes before anything looks at them. A source that is known already is passed over.

    Returns the arrivals that are new, in the order given; when the call returns outside a transaction
    they are on disk, and the door may say so. `claimed` is for a door that takes them itself at once: the
    worker leaves them alone until the claim runs out.
    """
    try:
        return _receive(raw, at=at, claimed=claimed)
    except IntegrityError:
        # Another door has just received the same source; this time it is seen.
        return _receive(raw, at=at, claimed=claimed)


@transaction.atomic
def _receive(raw: Sequence[Raw], *, at: datetime, claimed: bool) -> list[Arrival]:
    known = known_sources(item.source for item in raw if item.source)
    fresh = _once(item for item in raw if item.source not in known)
    if not fresh:
        return []
    owners = [(CompartmentKind.ARRIVAL, NOBODY)] * len(fresh)
    compartments = new_compartments(owners, at=at)
    sealer = sealer_for([compartment.id for compartment in compartments])
    contents = [(c.id, item.content) for c, item in zip(compartments, fresh, strict=True)]
    blobs = store_blobs(sealer, contents, at=at)
    rows = [
        Arrival(
            id=new_id(at),
            form=item.form,
            channel=item.channel,
            mailbox=item.mailbox,
            source=item.source,
            received_at=item.received_at,
            size=len(item.content),
            fingerprint=fingerprint_of(item.content),
            compartment=compartment,
            raw=blob.row,
            next_try=at,
            claimed_until=at + CLAIM_LASTS if claimed else None,
        )
        for item, compartment, blob in zip(fresh, compartments, blobs, strict=True)
    ]
    insert(rows)
    _count(rows)
    return rows


def _count(rows: Sequence[Arrival]) -> None:
    """Add to each mailbox's tally, in the transaction that commits the bytes; always in one order, so that
    two doors never wait for each other."""
    for mailbox, received in sorted(Counter(row.mailbox for row in rows).items()):
        tally = Tally.objects.filter(pk=mailbox)
        if not tally.update(received=F("received") + received):
            Tally.objects.bulk_create([Tally(mailbox=mailbox)], ignore_conflicts=True)
            tally.update(received=F("received") + received)


def fingerprint_of(content: bytes) -> str:
    """The keyed hash by which the same bytes are known again. Latin-1 makes text of them and loses nothing."""
    return blind_index("arrival", content.decode("latin-1"))


def _once(items: Iterable[Raw]) -> list[Raw]:
    """The items, each source once."""
    seen: set[str] = set()
    kept = []
    for item in items:
        if item.source is None or item.source not in seen:
            kept.append(item)
            seen.add(item.source or "")
    return kept
