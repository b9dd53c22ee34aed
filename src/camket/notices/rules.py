"""When something counts as told, when it is tried again, and what may be sent at all. Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from camket.people.rules import CODE_LASTS

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
MOST_TRIES = 38
"""With the pauses between them these last five days, as long as a letter is tried (RFC 5321, 4.5.4.1)."""
LONGEST_REST = timedelta(minutes=10)
CLAIM_LASTS = timedelta(minutes=5)
CALL_CLAIM_LASTS = timedelta(minutes=30)
NEXT_CALL = timedelta(hours=2)
RECEIPT_BY = timedelta(hours=24)
ERASED = "erased"
LAPSED = "lapsed"
NO_RECEIPT = "no receipt"
_MESSAGE_ID = re.compile(r"<?ck\.([0-9a-v]{26})\.([0-9a-v]{16})@[^>\s]+>?", re.IGNORECASE)


CODE = "code"
ABOUT_ACCOUNTS = frozenset(
    {CODE, "contact_moved", "account_changed", "delegate_invited", "delegate_ended"}
    | {"told_elsewhere"}
)
"""Letters about signing in, and of a change to who had the point before. Nobody rings up where one does not arrive: staff never read a customer's code."""


class NoticeClass(StrEnum):
    """Why a notice is sent. Only what the service or a contract requires is sent without consent."""

    REQUIRED = "required"
    CONTRACTUAL = "contractual"
    PROMOTIONAL = "promotional"


class NoticeState(StrEnum):
    """Whether the person knows."""

    WAITING = "waiting"
    TOLD = "told"
    RETURNED = "returned"


class DeliveryState(StrEnum):
    """Where one letter or text stands on its way. The post has one that is *handed*; what follows is not
    done yet. A text is *sent* until its receipt has come."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    HANDED = "handed"
    SENT = "sent"
    ACCEPTED = "accepted"
    KEPT = "kept"
    REFUSED = "refused"
    BOUNCED = "bounced"


ON_THE_WAY = (DeliveryState.QUEUED, DeliveryState.CLAIMED, DeliveryState.HANDED)
"""Where a worker still has something to do."""


AGAIN = (DeliveryState.KEPT, DeliveryState.REFUSED)
"""Where nobody took it, so that it may be sent as if it had never been tried."""


class CallState(StrEnum):
    """Where one call stands."""

    OPEN = "open"
    DONE = "done"


class CallOutcome(StrEnum):
    """What came of ringing somebody up."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    CALL_BACK = "call_back"
    OTHER_CHANNEL = "other_channel"


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person allowed, as far as the send gate needs it."""

    promotions: bool = False
    contact: bool = True


def may_send(kind: NoticeClass, consent: Consent) -> bool:
    """The first two bars of the send gate: class, then consent. Promotions are denied by default."""
    if kind == NoticeClass.PROMOTIONAL:
        return consent.promotions and consent.contact
    return True


def rest_after(failures: int, at: datetime) -> datetime:
    """Until when a carrier that nobody could reach so many times in a row is let alone. It is never given up."""
    return at + min(FIRST_PAUSE * (1 << min(failures - 1, 10)), LONGEST_REST)


def has_lapsed(letter: str, queued_at: datetime, at: datetime) -> bool:
    """Whether a letter says what holds no more: a code that has run out only puzzles who reads it."""
    return letter == CODE and at >= queued_at + CODE_LASTS


def next_try(tries: int, at: datetime) -> datetime | None:
    """When to try a letter again that was answered so often, ever more slowly; None when it is given up."""
    if tries >= MOST_TRIES:
        return None
    return at + min(FIRST_PAUSE * (1 << (tries - 1)), LONGEST_PAUSE)


def sign_message_id(delivery: UUID, key: bytes, domain: str) -> str:
    """The letter's Message-ID: it names the delivery, and only the holder of the key can make it."""
    name = _base32(delivery.bytes)
    return f"<ck.{name}.{_mark(name, key)}@{domain}>"


def read_message_id(message_id: str, key: bytes) -> UUID | None:
    """The delivery that a Message-ID of ours names, or None where the signature is not ours."""
    match = _MESSAGE_ID.search(message_id)
    if match is None:
        return None
    name, mark = match.group(1).lower(), match.group(2).lower()
    if not hmac.compare_digest(mark, _mark(name, key)):
        return None
    padded = name.upper() + "=" * (-len(name) % 8)
    return UUID(bytes=base64.b32hexdecode(padded))


def _base32(content: bytes) -> str:
    return base64.b32hexencode(content).decode().rstrip("=").lower()


def _mark(name: str, key: bytes) -> str:
    return _base32(hmac.new(key, name.encode(), hashlib.sha256).digest()[:10])
