"""What a mail says, as a frozen value, and as the JSON of `camket parse`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from camket.arrivals.channels.mail.headers.addresses import Address
from camket.arrivals.submission import Attached, Automatic, Bounce

NOBODY = Address()


@dataclass(frozen=True, slots=True)
class OwnAddresses:
    """The company's own addresses, and the names or addresses of the groups that lead to it."""

    addresses: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()

    @classmethod
    def of(cls, mail: str, mailboxes: Iterable[str], groups: Iterable[str]) -> Self:
        """What a company's file says of its mail."""
        return cls(frozenset({mail, *mailboxes}), frozenset(groups))


@dataclass(frozen=True, slots=True)
class Parsed:
    """A mail that was read. Texts are NFC; Message-IDs stand in angle brackets; the date is a claim."""

    sender: Address = NOBODY
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    recipients: tuple[str, ...] = ()
    date: datetime | None = None
    subject: str = ""
    text: str = ""
    reply: str = ""
    attachments: tuple[Attached, ...] = ()
    message_id: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    automatic: Automatic | None = None
    bounce: Bounce | None = None
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The keys of `camket parse`, in their order, without the file's name."""
        return {
            "message_id": self.message_id,
            "in_reply_to": self.in_reply_to,
            "references": list(self.references),
            "from": _address(self.sender),
            "to": [_address(one) for one in self.to],
            "cc": [_address(one) for one in self.cc],
            "date": self.date.isoformat() if self.date else None,
            "subject": self.subject,
            "text": self.text,
            "reply": self.reply,
            "attachments": [_file(one) for one in self.attachments],
            "automatic": self.automatic,
            "bounce": _bounce(self.bounce) if self.bounce else None,
            "warnings": list(self.warnings),
        }


def _address(one: Address) -> dict[str, Any]:
    return {"name": one.name, "address": one.address}


def _file(one: Attached) -> dict[str, Any]:
    return {
        "name": one.name,
        "type": one.type,
        "size": len(one.content),
        "sha256": hashlib.sha256(one.content).hexdigest(),
        "inline": one.inline,
    }


def _bounce(bounce: Bounce) -> dict[str, Any]:
    return {
        "recipient": bounce.recipient,
        "status": bounce.status,
        "permanent": bounce.permanent,
        "original_message_id": bounce.original_message_id,
    }
