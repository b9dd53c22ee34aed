"""Handing texts to whoever carries them. The receipt, and not the handing over, says that somebody knows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from camket.notices.carriers import Undelivered
from camket.notices.models import SHORT, TEXT, Delivery
from camket.notices.rules import ON_THE_WAY, RECEIPT_BY, DeliveryState
from camket.notices.texting.texter import Text, Texter
from camket.people.queries import contact_value
from camket.people.rules import SYSTEM
from camket.vault.actions import Opener, purpose
from camket.vault.rules import Purpose


def hand_text_over(delivery: Delivery, texters: Mapping[str, Texter], *, at: datetime) -> None:
    """Send a text; it then waits a day for its receipt. Raises Undelivered.

    A channel that nobody carries any more ends in a call.
    """
    if delivery.channel not in texters:
        raise Undelivered("no carrier", permanent=True)
    with purpose(Purpose.SEND_LETTER, by=SYSTEM, at=at) as opener:
        text = _opened(opener, delivery)
    carrier_ref = texters[delivery.channel].send(text)
    # A receipt that was quicker than this line has brought it to its end already.
    Delivery.objects.filter(pk=delivery.pk, state__in=ON_THE_WAY).update(
        state=DeliveryState.SENT,
        carrier_ref=carrier_ref,
        claimed_until=None,
        next_try=at + RECEIPT_BY,
    )


def _opened(opener: Opener, delivery: Delivery) -> Text:
    notice, compartment = delivery.notice, delivery.notice.compartment_id
    return Text(
        reference=delivery.message_id,
        to=contact_value(opener, delivery.contact_point),
        short=opener.text(compartment, SHORT, notice.id, notice.short or b""),
        full=opener.text(compartment, TEXT, notice.id, notice.text),
    )
