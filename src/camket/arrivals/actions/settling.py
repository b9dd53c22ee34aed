"""Giving arrivals their end, or the place where a person looks at them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from camket.arrivals.models import REMARK, Arrival
from camket.arrivals.rules import SET_ASIDE, Outcome, Place, Settled, next_try
from camket.evidence.actions import NewFact, record_many
from camket.refusals import ChangedMeanwhile, NotUnderstood
from camket.rows import insert
from camket.text import nfc
from camket.vault.actions import sealer_for

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
    insert(list(rows.values()), replace=SETTLED)
    record_many([_fact(rows[item.arrival], by=by, at=at) for item in settled])


def _fact(row: Arrival, *, by: str, at: datetime) -> NewFact:
    body = {
        "place": row.place,
        "outcome": row.outcome,
        "case": row.case_number or None,
        "reason": row.reason,
        "fingerprint": row.fingerprint,
        "compartment": str(row.compartment_id),
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
def dismiss(arrival: Arrival, reason: str, *, remark: str = "", by: str, at: datetime) -> None:
    """A person looked at it and says why it opens nothing. A remark is sealed; the reason names nobody."""
    if not reason.strip():
        raise NotUnderstood("Xin ghi lý do bỏ qua.", "Say why it is dismissed.")
    if arrival.place == Place.ENDED:
        raise ChangedMeanwhile
    item = Settled(arrival.pk, Place.ENDED, Outcome.DISMISSED, "", reason.strip()[:200])
    settle([item], by=by, at=at)
    if remark.strip():
        sealer = sealer_for([arrival.compartment_id])
        sealed = sealer.seal(arrival.compartment_id, REMARK, arrival.pk, nfc(remark.strip()))
        Arrival.objects.filter(pk=arrival.pk).update(remark=sealed.value)
    arrival.refresh_from_db()


@transaction.atomic
def bring_back(arrival: Arrival, reason: str, *, by: str, at: datetime) -> None:
    """A person doubts what the machine made of it: it waits for a person, and its clock has run all the time."""
    rows = Arrival.objects.filter(pk=arrival.pk, place=Place.ENDED, outcome__in=SET_ASIDE)
    said = {"reason": reason, "settled_by": by, "settled_at": at}
    if not rows.update(place=Place.HELD, outcome=None, **said):
        raise ChangedMeanwhile
    arrival.refresh_from_db()
    record_many([_fact(arrival, by=by, at=at)])


def take_again(arrival: Arrival, *, at: datetime) -> None:
    """Put a held or failed arrival back in front of the taker, now."""
    rows = Arrival.objects.filter(pk=arrival.pk).exclude(place=Place.ENDED)
    if not rows.update(place=Place.WAITING, next_try=at, claimed_until=None):
        raise ChangedMeanwhile
    arrival.refresh_from_db()
