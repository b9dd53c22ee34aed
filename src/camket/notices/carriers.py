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
GOES_ON = 250
TOO_LARGE = 552
# What a server says of itself or of us, and not of the letter: it closes, or wants us to sign in first.
OF_THE_SERVER = frozenset({421, 530, 535})
ABOUT_US = (smtplib.SMTPHeloError, smtplib.SMTPSenderRefused)


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
    """The carrier did not take the letter; `code` says why without naming anybody.

    `of_carrier`: nobody was reached who could take any letter at all, so that it says nothing of this one.
    """

    def __init__(self, code: str, *, permanent: bool, of_carrier: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.permanent = permanent and not of_carrier
        self.of_carrier = of_carrier


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
        except ValueError as error:
            raise Undelivered(type(error).__name__, permanent=True) from None
        connection = self._reached()
        try:
            connection.send_message(message, self._sender, [letter.to])
        except smtplib.SMTPRecipientsRefused as error:
            raise self._refused(next(iter(error.recipients.values()))[0]) from None
        except smtplib.SMTPResponseException as error:
            self.close()
            raise self._refused(error.smtp_code, about_us=isinstance(error, ABOUT_US)) from None
        except (smtplib.SMTPNotSupportedError, ValueError) as error:
            # An address that no mail can be written to, here or later.
            self.close()
            raise Undelivered(type(error).__name__, permanent=True) from None
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise Undelivered(type(error).__name__, permanent=False) from None
        self._used_at = time.monotonic()
        return True

    def _refused(self, code: int, *, about_us: bool = False) -> Undelivered:
        """What an answer of the server means: of the letter, or of the server as a whole."""
        whole = code in OF_THE_SERVER or (about_us and code != TOO_LARGE)
        if whole:
            self.close()
        return Undelivered(f"smtp {code}", permanent=code >= PERMANENT, of_carrier=whole)

    def _reached(self) -> smtplib.SMTP:
        """The server, ready to take a letter. Whatever goes wrong before that is not the letter's fault."""
        try:
            return self._connected()
        except smtplib.SMTPResponseException as error:
            raise self._refused(error.smtp_code, about_us=True) from None
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self.close()
            kind = type(error).__name__
            raise Undelivered(kind, permanent=False, of_carrier=True) from None

    def close(self) -> None:
        """Leave the server."""
        if self._connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._connection.quit()
            self._connection = None

    def _connected(self) -> smtplib.SMTP:
        """The connection at hand, if the server still holds its end; a server leaves who says nothing."""
        if self._connection is not None and time.monotonic() - self._used_at > IDLE_SECONDS:
            held = False
            with suppress(smtplib.SMTPException, OSError):
                held = self._connection.noop()[0] == GOES_ON
            if not held:
                self.close()
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
        except (smtplib.SMTPException, OSError, ValueError):
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
