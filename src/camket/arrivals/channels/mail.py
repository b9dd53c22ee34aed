"""A mail: raw bytes to a Submission."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import parseaddr

from camket.arrivals.submission import Attached, Automatic, Bounce, Channel, Sender, Submission
from camket.text import nfc


@dataclass(frozen=True, slots=True)
class OwnAddresses:
    """The company's own addresses and lists."""

    addresses: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()


def parse_mail(raw: bytes) -> EmailMessage:
    """Read the structure."""
    return email.message_from_bytes(raw, policy=email.policy.default)


def to_submission(mail: EmailMessage, *, received_at: datetime, own: OwnAddresses) -> Submission:
    """What the mail says."""
    name, address = parseaddr(str(mail["From"] or ""))
    body = mail.get_body(("plain", "html"))
    text = nfc(body.get_content()) if body is not None else ""
    files = tuple(
        Attached(
            part.get_filename() or "file",
            part.get_content_type(),
            part.get_content()
            if isinstance(part.get_content(), bytes)
            else str(part.get_content()).encode(),
        )
        for part in mail.iter_attachments()
    )
    automatic = None
    if str(mail["Auto-Submitted"] or "no").lower() != "no":
        automatic = Automatic.AUTO_REPLY
    bounce = None
    if mail.get_content_type() == "multipart/report":
        bounce = Bounce(None, None, True, str(mail["In-Reply-To"] or "") or None)
    return Submission(
        Channel.MAIL,
        received_at,
        Sender(nfc(name), address or None),
        subject=nfc(str(mail["Subject"] or "")),
        text=text,
        reply=text,
        attachments=files,
        message_id=str(mail["Message-ID"] or "") or None,
        in_reply_to=str(mail["In-Reply-To"] or "") or None,
        references=tuple(str(mail["References"] or "").split()),
        automatic=automatic,
        bounce=bounce,
    )
