"""A real SMTP server that keeps what it is handed, and can be told to refuse or to break off.

What it does is chosen by the address: `550-…@` is refused for good, `451-…@` for now, `421-…@` because the
server is closing, `554-…@` after the text, and `slow-…@` is answered when nobody may be waiting any more.
"""

from __future__ import annotations

import asyncio
import email
import email.policy
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage, Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.running import free_port

SLOW_SECONDS = 2.0
REFUSALS = {
    "550": "550 5.1.1 unknown",
    "451": "451 4.3.0 later",
    "421": "421 4.3.2 closing",
}


@dataclass
class PostOffice:
    """Everything that was handed in, in that order."""

    port: int
    letters: list[EmailMessage] = field(default_factory=list)
    kept_waiting: int = 0

    @property
    def url(self) -> str:
        """What SMTP_URL says."""
        return f"smtp://127.0.0.1:{self.port}"

    def to(self, address: str) -> list[EmailMessage]:
        """The letters to one address."""
        return [letter for letter in self.letters if letter["To"] == address]

    def bounce_of(self, address: str, words: str) -> bytes:
        """What a server writes back when that letter could not be delivered after all (RFC 3464)."""
        letter = next(one for one in reversed(self.to(address)) if words in _text(one))
        report = MIMEMultipart("report", report_type="delivery-status")
        report["From"] = "Mail Delivery System <mailer-daemon@example.vn>"
        report["To"], report["Subject"] = str(letter["From"]), "Undelivered Mail Returned to Sender"
        report["Message-ID"] = f"<{uuid.uuid4().hex}@example.vn>"
        report.attach(MIMEText("The mail could not be delivered.\n"))
        server, recipient = Message(), Message()
        server["Reporting-MTA"] = "dns; mx.example.vn"
        recipient["Final-Recipient"] = f"rfc822; {address}"
        recipient["Action"], recipient["Status"] = "failed", "5.1.1"
        status = MIMEBase("message", "delivery-status")
        status.set_payload([server, recipient])
        report.attach(status)
        headers = f"Message-ID: {letter['Message-ID']}\nTo: {address}\n"
        report.attach(MIMEText(headers, "rfc822-headers"))
        return report.as_bytes()

    def names(self) -> Counter[str]:
        """How often each Message-ID was handed in."""
        return Counter(str(letter["Message-ID"]) for letter in self.letters)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Refuse who is to be refused."""
        refusal = REFUSALS.get(address[:3])
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keep the letter, then say so."""
        if any(address.startswith("554") for address in envelope.rcpt_tos):
            return "554 5.7.1 not wanted"
        if any(address.startswith("slow") for address in envelope.rcpt_tos):
            self.kept_waiting += 1
            await asyncio.sleep(SLOW_SECONDS)
        content = bytes(envelope.original_content or b"")
        letter = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 2.0.0 kept"


def _text(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    return str(part.get_content()) if part is not None else ""


@contextmanager
def opened_post_office() -> Iterator[PostOffice]:
    """A post office that is open as long as the block."""
    office = PostOffice(free_port())
    controller = Controller(office, hostname="127.0.0.1", port=office.port, enable_SMTPUTF8=True)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


@pytest.fixture
def post_office() -> Iterator[PostOffice]:
    """A post office that ends with the test."""
    with opened_post_office() as office:
        yield office
