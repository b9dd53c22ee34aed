"""What comes back: bounced letters, and the receipts of texts."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from camket.evidence.actions import hold, record
from camket.notices.actions.delivering import ask_to_call, end_calls, mark_told
from camket.notices.models import Delivery, Notice
from camket.notices.queries import delivery_named, texted_as
from camket.notices.rules import NO_RECEIPT, DeliveryState, NoticeState
from camket.notices.ways import TEXTED
from camket.people.rules import SYSTEM
from camket.rows import in_turn

log = logging.getLogger(__name__)


@transaction.atomic
def received(name: str, *, at: datetime) -> Notice | None:
    """The receipt of a text of ours has come: the person is told, and need not be called.

    Returns the notice, or None where the name is not that of a text of ours.
    """
    delivery = texted_as(name)
    if delivery is None or delivery.channel not in TEXTED:
        return None
    hold(delivery.notice.about)
    rows = Delivery.objects.filter(pk=delivery.pk).exclude(state=DeliveryState.ACCEPTED)
    if rows.update(state=DeliveryState.ACCEPTED, ended_at=at, next_try=None, claimed_until=None):
        end_calls(delivery.notice)
        mark_told(delivery.notice, channel=delivery.channel, by=SYSTEM, at=at)
    return delivery.notice


def call_where_no_receipt_came(*, at: datetime) -> int:
    """Give up texts whose receipt has not come within a day, and let somebody call. Returns how many.

    Each in a transaction of its own: one that cannot be given up now stops no other.
    """
    late = Delivery.objects.filter(state=DeliveryState.SENT, next_try__lte=at)
    given_up = 0
    for delivery in in_turn(late.select_related("notice__customer").order_by("next_try", "id")):
        try:
            given_up += _give_up(delivery, at=at)
        except Exception as error:
            log.warning("delivery %s is not given up yet: %s", delivery.pk, type(error).__name__)
    return given_up


@transaction.atomic
def _give_up(delivery: Delivery, *, at: datetime) -> bool:
    hold(delivery.notice.about)
    rows = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.SENT)
    if not rows.update(state=DeliveryState.REFUSED, next_try=None, ended_at=at, error=NO_RECEIPT):
        return False
    body = {"notice": str(delivery.notice_id), "letter": delivery.notice.letter}
    record(delivery.notice.about, "notice.refused", at=at, by=SYSTEM, body=body)
    ask_to_call([delivery.notice], at=at)
    return True


@transaction.atomic
def bounced(message_id: str, *, permanent: bool, at: datetime) -> Notice | None:
    """A letter of ours came back. The duty to tell is open again, and a call is put on the list.

    A warning that it is merely delayed changes nothing, and who heard it by phone or in person still knows
    it. Returns the notice, or None where the Message-ID is not ours.
    """
    delivery = delivery_named(message_id)
    if delivery is None or not permanent:
        return delivery.notice if delivery else None
    hold(delivery.notice.about)
    rows = Delivery.objects.filter(pk=delivery.pk).exclude(state=DeliveryState.BOUNCED)
    if not rows.update(state=DeliveryState.BOUNCED, ended_at=at, next_try=None, claimed_until=None):
        return delivery.notice
    notice = delivery.notice
    body = {"notice": str(notice.id), "letter": notice.letter}
    if notice.told_by not in {"", delivery.channel}:
        record(notice.about, "delivery.bounced", at=at, by=SYSTEM, body=body)
        return notice
    Notice.objects.filter(pk=notice.pk).update(state=NoticeState.RETURNED, told_at=None, told_by="")
    ask_to_call([notice], at=at)
    record(notice.about, "notice.bounced", at=at, by=SYSTEM, body=body)
    return notice
