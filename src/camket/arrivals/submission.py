"""What a channel's parser makes of an arrival: who, what, how. Frozen values, no database.

Every door ends in a `Submission`; `intake.take` knows nothing else about mail, forms or telephones.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Channel(StrEnum):
    """The way in which something reached the company."""

    MAIL = "mail"
    WEB = "web"
    PHONE = "phone"
    COUNTER = "counter"
    VOICE = "voice"
    SMS = "sms"
    ZALO = "zalo"
    API = "api"


class Matter(StrEnum):
    """What the sender says it is about; a complaint unless a person says otherwise.

    Nobody sends an outage: its case is opened by `services`, for everybody whom it concerns.
    """

    COMPLAINT = "complaint"
    ENQUIRY = "enquiry"
    FEEDBACK = "feedback"
    RETURN = "return"
    PRIVACY = "privacy"
    OUTAGE = "outage"


class Automatic(StrEnum):
    """Why a mail was not written by a person for us."""

    AUTO_REPLY = "auto-reply"
    LIST = "list"
    OWN = "own"
    RECEIPT = "receipt"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came along. `type` is read from the content, never believed from the sender."""

    name: str
    type: str
    content: bytes
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Remote:
    """A file that lies at a message service. It is fetched later, by the worker, from known hosts only."""

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Who says that they wrote. A claim: `proved` only where the door itself proved it."""

    name: str = ""
    mail: str | None = None
    phone: str | None = None
    address: str = ""
    proved: bool = False
    zalo: str | None = None


@dataclass(frozen=True, slots=True)
class Bounce:
    """A delivery report about a letter of ours (RFC 3464)."""

    recipient: str | None
    status: str | None
    permanent: bool
    original_message_id: str | None


@dataclass(frozen=True, slots=True)
class Submission:
    """One thing that somebody sent, read by its channel. Instants are UTC; texts are NFC.

    `delivered` names a message of ours of which this is the receipt.
    """

    channel: Channel
    received_at: datetime
    sender: Sender
    subject: str = ""
    text: str = ""
    reply: str = ""
    matter: Matter | None = None
    points: tuple[str, ...] = ()
    product: str = ""
    remedy_sought: str = ""
    protected: bool = False
    language: str = "vi"
    attachments: tuple[Attached, ...] = ()
    message_id: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    case_number: str | None = None
    tracking_code: str | None = None
    automatic: Automatic | None = None
    bounce: Bounce | None = None
    delivered: str | None = None
    left_after_hours: bool = False
    taken_by: str | None = None
    answer_by: str | None = None
    delegate: str | None = None
    remote: tuple[Remote, ...] = ()
    warnings: tuple[str, ...] = field(default=())
