"""What the customers of the demonstration send: mails as a mail program writes them, and forms."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

from camket.arrivals.channels.form import Form, to_bytes
from camket.arrivals.rules import Form as RawForm
from camket.arrivals.rules import Raw
from camket.arrivals.submission import Attached, Channel
from camket.clock import HOME_ZONE
from camket.rulebook.company import current_policy


@dataclass(frozen=True, slots=True)
class Person:
    """A customer. Addresses are of example domains, numbers of a block that nobody was given."""

    name: str
    mail: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that is still to be written. `key` makes its Message-ID."""

    sender: Person
    subject: str
    text: str
    key: str
    files: tuple[Attached, ...] = ()
    answers: str = ""
    automatic: str = ""

    def raw(self, at: datetime) -> Raw:
        """The bytes at the door."""
        company = current_policy().company
        message = EmailMessage(policy=SMTP)
        message["From"] = formataddr((self.sender.name, self.sender.mail))
        message["To"] = company.mail
        message["Subject"] = self.subject
        message["Date"] = format_datetime(at.astimezone(HOME_ZONE))
        message["Message-ID"] = f"<{self.key}@example.com>"
        if self.answers:
            message["In-Reply-To"] = message["References"] = self.answers
        if self.automatic:
            message["Auto-Submitted"] = self.automatic
        message.set_content(self.text)
        for file in self.files:
            kind, _, subtype = file.type.partition("/")
            message.add_attachment(file.content, kind, subtype, filename=file.name)
        return Raw(message.as_bytes(), RawForm.MAIL, Channel.MAIL, company.mail, at)


def bounce(recipient: str, original: str, at: datetime) -> Raw:
    """The report of a mail server that it could not deliver a letter of ours (RFC 3464)."""
    company = current_policy().company
    lines = [
        "From: Mail Delivery System <mailer-daemon@example.net>",
        f"To: {company.mail}",
        "Subject: Undelivered Mail Returned to Sender",
        f"Date: {format_datetime(at.astimezone(HOME_ZONE))}",
        "Message-ID: <returned-1@example.net>",
        f"In-Reply-To: {original}",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="=_returned"',
        "",
        "--=_returned",
        "Content-Type: text/plain; charset=us-ascii",
        "",
        "The mailbox does not exist.",
        "--=_returned",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.example.net",
        "",
        f"Final-Recipient: rfc822; {recipient}",
        "Action: failed",
        "Status: 5.1.1",
        "--=_returned",
        "Content-Type: text/rfc822-headers",
        "",
        f"Message-ID: {original}",
        f"To: {recipient}",
        "--=_returned--",
        "",
    ]
    content = "\r\n".join(lines).encode("ascii")
    return Raw(content, RawForm.MAIL, Channel.MAIL, company.mail, at)


def form_raw(form: Form, sender: Person, at: datetime) -> Raw:
    """A filled-in form, or what a person said on the phone or at the counter, at its door."""
    whole = replace(form, name=sender.name, mail=sender.mail, phone=sender.phone)
    return Raw(to_bytes(whole), RawForm.FORM, whole.channel, str(whole.channel), at)


def damaged_form(at: datetime) -> Raw:
    """A form whose bytes were cut off on the way: it cannot be read, and waits in *failed*."""
    content = to_bytes(Form(Channel.WEB, text="Tôi cần hóa đơn cho đơn hàng tuần trước."))[:-9]
    return Raw(content, RawForm.FORM, Channel.WEB, Channel.WEB, at)
