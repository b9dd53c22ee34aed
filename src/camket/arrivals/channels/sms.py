"""A text message as the telephone company's gateway tells it: JSON bytes to a Submission.

`{"event": "message", "id", "from", "to", "text", "sent_at"}` is what somebody wrote;
`{"event": "receipt", "reference", "status"}` says what became of a text that we sent.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from camket.arrivals.channels import told
from camket.arrivals.channels.form import first_words
from camket.arrivals.submission import Automatic, Bounce, Channel, Sender, Submission
from camket.text import nfc

FAILED = frozenset({"failed", "expired", "rejected", "undelivered"})
DELIVERED = "delivered"


def to_submission(body: bytes, *, received_at: datetime) -> Submission:
    """What the gateway says. A body that it does not describe is read as text and marked unreadable."""
    said = told.read(body) or {}
    event = told.written(said, "event")
    if event == "receipt":
        return _receipt(said, received_at)
    text = nfc(told.written(said, "text"))
    phone = told.written(said, "from")
    if event != "message" or not (text and phone):
        return Submission(
            Channel.SMS, received_at, Sender(), text=told.as_text(body), warnings=("unreadable",)
        )
    sent_at = told.instant(told.written(said, "sent_at"))
    name = told.written(said, "id")
    return Submission(
        Channel.SMS,
        told.first_receipt(sent_at, received_at),
        Sender(phone=phone),
        subject=first_words(text),
        text=text,
        reply=text,
        message_id=f"sms:{name}" if name else None,
    )


def _receipt(said: dict[str, Any], received_at: datetime) -> Submission:
    """What became of a text of ours, which `reference` names."""
    reference, status = told.written(said, "reference"), told.written(said, "status").lower()
    phone = told.written(said, "to")
    failed = Bounce(phone or None, status, permanent=True, original_message_id=reference or None)
    return Submission(
        Channel.SMS,
        received_at,
        Sender(phone=phone or None),
        automatic=Automatic.RECEIPT,
        bounce=failed if status in FAILED else None,
        delivered=reference if status == DELIVERED else None,
    )
