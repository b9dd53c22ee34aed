"""A mail as a Submission, which is all that intake knows."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime

from camket.arrivals.channels.mail.parsed import OwnAddresses, Parsed
from camket.arrivals.channels.mail.parsing import NO_COMPANY, parse_mail
from camket.arrivals.submission import Channel, Sender, Submission
from camket.text import mail_normal_form

ENOUGH_ENGLISH = 3
_VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.I)
_ENGLISH = re.compile(
    r"\b(and|is|was|were|with|you|your|please|have|has|been|would|received|regards|order|hello|dear)\b",
    re.I,
)


def to_submission(
    raw: bytes, *, received_at: datetime, own: OwnAddresses = NO_COMPANY
) -> Submission:
    """What the mail says, as every door says it. Never raises because of what the bytes are."""
    return from_parsed(parse_mail(raw, own), received_at=received_at)


def from_parsed(parsed: Parsed, *, received_at: datetime) -> Submission:
    """The submission of a mail that was read."""
    return Submission(
        channel=Channel.MAIL,
        received_at=received_at,
        sender=Sender(name=parsed.sender.name, mail=parsed.sender.address),
        subject=parsed.subject,
        text=parsed.text,
        reply=parsed.reply,
        language=language_of(f"{parsed.subject}\n{parsed.reply}"),
        attachments=parsed.attachments,
        message_id=parsed.message_id or _name_of(parsed),
        in_reply_to=parsed.in_reply_to,
        references=parsed.references,
        recipients=parsed.recipients,
        automatic=parsed.automatic,
        bounce=parsed.bounce,
        warnings=parsed.warnings,
    )


def _name_of(parsed: Parsed) -> str | None:
    """A name for a mail that came without one: who sent it, and to the second when.

    The same mail at two of our addresses is then known for the same, and the same words that somebody
    sends again later are not.
    """
    if parsed.date is None or not parsed.sender.address:
        return None
    said = f"{mail_normal_form(parsed.sender.address)}\n{parsed.date.isoformat()}"
    return f"<{hashlib.sha256(said.encode()).hexdigest()}@no-message-id>"


def language_of(text: str) -> str:
    """`en` where a text has several English words and no Vietnamese letter; else `vi`.

    None of the words counted is also a Vietnamese syllable written without its marks.
    """
    if _VIETNAMESE.search(text):
        return "vi"
    words = {found.lower() for found in _ENGLISH.findall(text)}
    return "en" if len(words) >= ENOUGH_ENGLISH else "vi"
