"""Who takes a letter out of the house: an SMTP server, or, without one, nobody."""

from __future__ import annotations

import smtplib
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from camket.clock import now

TIMEOUT_SECONDS = 30
IDLE_SECONDS = 5
PERMANENT = 500
# What the server says of us and not of the letter: it may be put right, and the letter waits for that.
ABOUT_US = (
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPSenderRefused,
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to leave."""

    message_id: str
    to: str
    name: str
    subject: str
    text: str
    html: str
    language: str = "vi"


class Undelivered(Exception):
    """The carrier did not take the letter; `code` says why without naming anybody."""

    def __init__(self, code: str, *, permanent: bool) -> None:
        super().__init__(code)
        self.code = code
        self.permanent = permanent


class Carrier(Protocol):
    """Takes a letter. True when its receipt is proof that it left; raises Undelivered."""

    def send(self, letter: Letter) -> bool:
        """Take one letter."""


@dataclass(slots=True)
class DeskCarrier:
    """Keeps letters on the desk, where staff can read them: nothing leaves, nobody is told."""

    sent: list[Letter] = field(default_factory=list)

    def send(self, letter: Letter) -> bool:
        """Keep the letter."""
        self.sent.append(letter)
        return False


class SmtpCarrier:
    """Hands letters to an SMTP server; the connection is kept while there is work."""

    def __init__(self, url: str, sender: str, sender_name: str) -> None:
        self._url: SplitResult = urlsplit(url)
        self._sender = sender
        self._sender_name = sender_name
        self._connection: smtplib.SMTP | None = None
        self._used_at = 0.0

    def send(self, letter: Letter) -> bool:
        """Hand one letter over. Everything that went wrong becomes Undelivered."""
        try:
            message = compose(letter, self._sender, self._sender_name)
            self._connected().send_message(message, self._sender, [letter.to])
            self._used_at = time.monotonic()
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            raise Undelivered(f"smtp {code}", permanent=code >= PERMANENT) from None
        except smtplib.SMTPResponseException as error:
            self.close()
            permanent = error.smtp_code >= PERMANENT and not isinstance(error, ABOUT_US)
            raise Undelivered(f"smtp {error.smtp_code}", permanent=permanent) from None
        except (smtplib.SMTPNotSupportedError, ValueError) as error:
            # An address that no mail can be written to, here or later.
            self.close()
            raise Undelivered(type(error).__name__, permanent=True) from None
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise Undelivered(type(error).__name__, permanent=False) from None
        return True

    def close(self) -> None:
        """Leave the server."""
        if self._connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._connection.quit()
            self._connection = None

    def _connected(self) -> smtplib.SMTP:
        """The connection at hand, if the server still holds its end; a server leaves who says nothing."""
        if self._connection is not None and time.monotonic() - self._used_at > IDLE_SECONDS:
            with suppress(smtplib.SMTPException, OSError):
                self._connection.noop()
            if self._connection.sock is None:
                self._connection = None
        if self._connection is None:
            self._connection = self._connect()
        return self._connection

    def _connect(self) -> smtplib.SMTP:
        url = self._url
        connection = self._dial(url.hostname or "")
        try:
            if url.scheme == "smtp+starttls":
                connection.starttls(context=ssl.create_default_context())
            if url.username:
                connection.login(unquote(url.username), unquote(url.password or ""))
        except (smtplib.SMTPException, OSError):
            connection.close()
            raise
        return connection

    def _dial(self, host: str) -> smtplib.SMTP:
        if self._url.scheme != "smtps":
            return smtplib.SMTP(host, self._url.port or 25, timeout=TIMEOUT_SECONDS)
        trust = ssl.create_default_context()
        port = self._url.port or 465
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=trust)


def compose(letter: Letter, sender: str, sender_name: str) -> EmailMessage:
    """The mail. It says that a program wrote it (RFC 3834), so that no robot answers a robot."""
    message = EmailMessage(policy=SMTP)
    local, _, domain = sender.rpartition("@")
    message["From"] = Address(sender_name, local, domain)
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Message-ID"] = letter.message_id
    message["Date"] = format_datetime(now())
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    # Some services, Amazon's among them, give a letter a Message-ID of their own; a report brings this back.
    message["X-Camket-Letter"] = letter.message_id
    message["Content-Language"] = letter.language
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    return message
