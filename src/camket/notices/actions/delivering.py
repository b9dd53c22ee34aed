"""Taking letters to the post: claim, send, settle. A retry is never a second letter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from camket.evidence.actions import record
from camket.notices.carriers import Carrier, Letter, Undelivered
from camket.notices.models import HTML, SUBJECT, TEXT, CallTask, Delivery, Notice
from camket.notices.rules import CLAIM_LASTS, CallState, DeliveryState, NoticeState, next_try
from camket.people.queries import contact_value, customer_name
from camket.people.rules import SYSTEM
from camket.vault.actions import Opener, purpose
from camket.vault.rules import Purpose, new_id

AT_ONCE = 20
ON_THE_WAY = (DeliveryState.QUEUED, DeliveryState.CLAIMED)


def deliver_due(carrier: Carrier, *, at: datetime, limit: int = AT_ONCE) -> int:
    """Deliver what is due, oldest first. Returns how many letters were tried."""
    claimed = claim(at=at, limit=limit)
    if not claimed:
        return 0
    with purpose(Purpose.SEND_LETTER, by=SYSTEM, at=at) as opener:
        letters = [(delivery, _letter(opener, delivery)) for delivery in claimed]
    for delivery, letter in letters:
        _deliver(delivery, letter, carrier, at=at)
    return len(letters)


def claim(*, at: datetime, limit: int) -> list[Delivery]:
    """Take deliveries that nobody else is at; whose worker died come back when the claim runs out."""
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=at)
    due = Delivery.objects.filter(free, state__in=ON_THE_WAY, next_try__lte=at)
    wanted = list(due.order_by("next_try", "id").values_list("pk", flat=True)[:limit])
    mine = [pk for pk in wanted if _claim_one(pk, free, at=at)]
    return list(
        Delivery.objects.filter(pk__in=mine)
        .order_by("next_try", "id")
        .select_related("notice__customer", "contact_point__customer")
    )


def _claim_one(pk: UUID, free: Q, *, at: datetime) -> bool:
    rows = Delivery.objects.filter(free, pk=pk, state__in=ON_THE_WAY)
    return bool(rows.update(state=DeliveryState.CLAIMED, claimed_until=at + CLAIM_LASTS))


def _letter(opener: Opener, delivery: Delivery) -> Letter:
    notice, point = delivery.notice, delivery.contact_point
    compartment = notice.compartment_id
    return Letter(
        message_id=delivery.message_id,
        to=contact_value(opener, point),
        name=customer_name(opener, notice.customer),
        subject=opener.text(compartment, SUBJECT, notice.id, notice.subject),
        text=opener.text(compartment, TEXT, notice.id, notice.text),
        html=opener.text(compartment, HTML, notice.id, notice.html),
        language=notice.language,
    )


def _deliver(delivery: Delivery, letter: Letter, carrier: Carrier, *, at: datetime) -> None:
    try:
        proved = carrier.send(letter)
    except Undelivered as failure:
        _settle_failure(delivery, failure, at=at)
        return
    _settle_sent(delivery, proved=proved, at=at)


@transaction.atomic
def _settle_sent(delivery: Delivery, *, proved: bool, at: datetime) -> None:
    """The post took the letter: the person is told. A letter kept on the desk tells nobody yet."""
    state = DeliveryState.ACCEPTED if proved else DeliveryState.KEPT
    rows = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.CLAIMED)
    if rows.update(state=state, ended_at=at, claimed_until=None, next_try=None) and proved:
        mark_told(delivery.notice, channel=delivery.channel, by=SYSTEM, at=at)


@transaction.atomic
def mark_told(notice: Notice, *, channel: str, by: str, at: datetime) -> None:
    """Say that the person knows. Records `notice.told`, once."""
    rows = Notice.objects.filter(pk=notice.pk).exclude(state=NoticeState.TOLD)
    if rows.update(state=NoticeState.TOLD, told_at=at, told_by=channel):
        body = {"notice": str(notice.id), "letter": notice.letter, "channel": channel}
        record(notice.about, "notice.told", at=at, by=by, body=body)


@transaction.atomic
def _settle_failure(delivery: Delivery, failure: Undelivered, *, at: datetime) -> None:
    """Try again later, or give up and let somebody call."""
    tries = delivery.tries + 1
    again = None if failure.permanent else next_try(tries, at)
    state = DeliveryState.QUEUED if again else DeliveryState.REFUSED
    rows = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.CLAIMED)
    ended = None if again else at
    changed = rows.update(
        state=state,
        tries=tries,
        next_try=again,
        claimed_until=None,
        error=failure.code,
        ended_at=ended,
    )
    if changed and again is None:
        body = {"notice": str(delivery.notice_id), "letter": delivery.notice.letter}
        record(delivery.notice.about, "notice.refused", at=at, by=SYSTEM, body=body)
        ask_to_call([delivery.notice], at=at)


def ask_to_call(notices: Iterable[Notice], *, at: datetime) -> None:
    """The letter did not arrive: put the call on the list, to the customer's phone if there is one.

    A call that was ended because a letter was asked for stands on the list again.
    """
    for notice in notices:
        phone = notice.customer.contact_points.filter(kind="phone").first()
        task, is_new = CallTask.objects.get_or_create(
            notice=notice,
            defaults={"id": new_id(at), "contact_point": phone, "call_at": at},
        )
        if not is_new:
            rows = CallTask.objects.filter(pk=task.pk, state=CallState.DONE)
            rows.update(state=CallState.OPEN, call_at=at)
