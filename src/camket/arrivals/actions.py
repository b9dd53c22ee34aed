"""Receiving, claiming and settling arrivals. Nothing here reads what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from camket.arrivals.models import Arrival, Tally
from camket.arrivals.queries import known_sources
from camket.arrivals.rules import CLAIM_LASTS, Outcome, Place, Raw, Settled, next_try
from camket.evidence.actions import NewFact, record_many
from camket.refusals import ChangedMeanwhile, NotUnderstood
from camket.vault.actions import blind_index, new_compartments, sealer_for, store_blobs
from camket.vault.rules import CompartmentKind, new_id

NOBODY = "arrival"
SETTLED = (
    "place",
    "outcome",
    "case_number",
    "reason",
    "settled_by",
    "settled_at",
    "next_try",
    "claimed_until",
    "message_index",
    "content_index",
)


@transaction.atomic
def receive(raw: Sequence[Raw], *, at: datetime, claimed: bool = False) -> list[Arrival]:
    """Seal and commit bytes before anything looks at them. A source that is known already is passed over.

    Returns the arrivals that are new, in the order given; when the call returns outside a transaction
    they are on disk, and the door may say so. `claimed` is for a door that takes them itself at once: the
    worker leaves them alone until the claim runs out.
    """
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
            raw_id=blob.id,
            next_try=at,
            claimed_until=at + CLAIM_LASTS if claimed else None,
        )
        for item, compartment, blob in zip(fresh, compartments, blobs, strict=True)
    ]
    Arrival.objects.bulk_create(rows)
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


def claim(*, at: datetime, limit: int) -> list[Arrival]:
    """Take arrivals that nobody else is at, oldest first; a dead taker's come back when its claim ends."""
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=at)
    due = Arrival.objects.filter(
        free, place__in=[Place.WAITING, Place.FAILED], next_try__lte=at
    ).order_by("next_try", "id")
    wanted = list(due.values_list("pk", flat=True)[:limit])
    until = at + CLAIM_LASTS
    mine = [pk for pk in wanted if Arrival.objects.filter(free, pk=pk).update(claimed_until=until)]
    return list(Arrival.objects.filter(pk__in=mine).select_related("raw").order_by("id"))


def settle(settled: Sequence[Settled], *, by: str, at: datetime) -> None:
    """Give arrivals their end, or a place where a person looks at them. Inside the taker's transaction."""
    ids = [item.arrival for item in settled]
    rows = {row.pk: row for row in Arrival.objects.select_for_update().filter(pk__in=ids)}
    for item in settled:
        row = rows[item.arrival]
        if row.place == Place.ENDED:
            raise ChangedMeanwhile
        row.place, row.outcome = item.place, item.outcome
        row.case_number, row.reason = item.case_number, item.reason
        row.settled_by, row.settled_at = by, at
        row.next_try = row.claimed_until = None
        row.message_index, row.content_index = item.marks.message, item.marks.content
    # All in one statement. The rows are there and locked, so that nothing is ever inserted.
    Arrival.objects.bulk_create(
        rows.values(), update_conflicts=True, unique_fields=["id"], update_fields=SETTLED
    )
    record_many([_fact(rows[item.arrival], by=by, at=at) for item in settled])


def _fact(row: Arrival, *, by: str, at: datetime) -> NewFact:
    body = {
        "place": row.place,
        "outcome": row.outcome,
        "case": row.case_number or None,
        "received_at": row.received_at.isoformat(),
    }
    return NewFact(f"arrival:{row.pk}", "arrival.settled", at, by, body)


def fail(arrival: Arrival, code: str, *, at: datetime) -> None:
    """It could not be taken: it waits in *failed*, is tried again by itself, and the desk sees it."""
    tries = arrival.tries + 1
    rows = Arrival.objects.filter(pk=arrival.pk).exclude(place=Place.ENDED)
    rows.update(
        place=Place.FAILED,
        reason=code,
        tries=tries,
        next_try=next_try(tries, at),
        claimed_until=None,
    )
    arrival.refresh_from_db()


@transaction.atomic
def dismiss(arrival: Arrival, reason: str, *, by: str, at: datetime) -> None:
    """A person looked at it and says why it opens nothing."""
    if not reason.strip():
        raise NotUnderstood("Xin ghi lý do bỏ qua.", "Say why it is dismissed.")
    if arrival.place == Place.ENDED:
        raise ChangedMeanwhile
    item = Settled(arrival.pk, Place.ENDED, Outcome.DISMISSED, "", reason.strip()[:200])
    settle([item], by=by, at=at)
    arrival.refresh_from_db()


def take_again(arrival: Arrival, *, at: datetime) -> None:
    """Put a held or failed arrival back in front of the taker, now."""
    rows = Arrival.objects.filter(pk=arrival.pk).exclude(place=Place.ENDED)
    if not rows.update(place=Place.WAITING, next_try=at, claimed_until=None):
        raise ChangedMeanwhile
    arrival.refresh_from_db()
