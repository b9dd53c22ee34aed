"""What comes back: bounced letters."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from camket.evidence.actions import record
from camket.notices.actions.delivering import ask_to_call
from camket.notices.models import Delivery, Notice
from camket.notices.queries import delivery_named
from camket.notices.rules import DeliveryState, NoticeState
from camket.people.rules import SYSTEM


@transaction.atomic
def bounced(message_id: str, *, permanent: bool, at: datetime) -> Notice | None:
    """A letter of ours came back. The duty to tell is open again, and a call is put on the list.

    A warning that it is merely delayed changes nothing, and who heard it by phone or in person still knows
    it. Returns the notice, or None where the Message-ID is not ours.
    """
    delivery = delivery_named(message_id)
    if delivery is None or not permanent:
        return delivery.notice if delivery else None
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
