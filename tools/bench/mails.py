"""Mixed Vietnamese mails, the same for the same seed: what a company's mailbox gets in a few weeks.

Plain and HTML mails, photographs, answers to earlier mails, the same mail twice, holiday replies and a few
bounces. All bytes are such that both programs can read them from a file.
"""

from __future__ import annotations

import html
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from pathlib import Path

from tools.bench import words

COMPANY = "info@mitgroup.vn"
HOME = timezone(timedelta(hours=7))
BEGIN = datetime(2026, 10, 5, 8, 0, tzinfo=HOME)
KINDS = {
    "plain": 44,
    "html": 20,
    "html only": 7,
    "photo": 13,
    "reply": 8,
    "duplicate": 4,
    "vacation": 3,
    "bounce": 1,
}
FAR_ENOUGH = 150  # a reply comes well after what it answers
HISTORY = 400
QUARTER = 15
REPORT = """\
From: Mail Delivery System <mailer-daemon@example.net>
To: {company}
Subject: Undelivered Mail Returned to Sender
Date: {date}
Message-ID: <returned.{number}@example.net>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_returned"

--=_returned
Content-Type: text/plain; charset=us-ascii

The mailbox {address} does not exist.
--=_returned
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.1.1
--=_returned
Content-Type: text/rfc822-headers

Message-ID: {lost}
To: {address}
--=_returned--
"""


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail that was written: who, under which Message-ID and subject, and its bytes."""

    name: str
    address: str
    message_id: str
    subject: str
    content: bytes


class Writers:
    """Everybody who writes, and what they have written so far."""

    def __init__(self, count: int, seed: int) -> None:
        self._rng = random.Random(seed)  # noqa: S311 - the same mails for the same seed
        self._people = [self._person(n) for n in range(max(count * 6 // 10, 5))]
        self._sent: list[Sent] = []
        self._count = count

    def write(self) -> Iterator[tuple[str, bytes]]:
        """All mails with their kinds, in the order in which they arrive."""
        kinds, weights = list(KINDS), list(KINDS.values())
        for number in range(self._count):
            kind = self._rng.choices(kinds, weights)[0]
            if kind in {"reply", "duplicate"} and number <= FAR_ENOUGH:
                kind = "plain"
            yield kind, self._mail(kind, number)

    def _mail(self, kind: str, number: int) -> bytes:
        if kind == "duplicate":
            return self._earlier().content
        if kind == "bounce":
            return self._bounce(number)
        sent = self._reply(number) if kind == "reply" else self._letter(kind, number)
        if kind != "vacation":
            self._sent.append(sent)
        return sent.content

    def _earlier(self) -> Sent:
        newest = len(self._sent) - FAR_ENOUGH
        return self._sent[self._rng.randrange(max(0, newest - HISTORY), max(newest, 1))]

    def _letter(self, kind: str, number: int) -> Sent:
        name, address = self._rng.choice(self._people)
        thing, trouble = self._rng.choice(words.THINGS), self._rng.choice(words.TROUBLES)
        subject = f"{thing[0].upper()}{thing[1:]} {trouble}"
        text = self._text(name, thing, trouble)
        message = self._envelope(name, address, subject, number)
        if kind == "vacation":
            text = f"Tôi đi vắng và sẽ trả lời sau.\n\n{name}"
            message.replace_header("Subject", "Trả lời tự động: vắng mặt")
            message["Auto-Submitted"] = "auto-replied"
        self._fill(message, kind, text)
        return _sent(message, name, address, subject)

    def _reply(self, number: int) -> Sent:
        before = self._earlier()
        subject = before.subject if before.subject.startswith("Re: ") else f"Re: {before.subject}"
        message = self._envelope(before.name, before.address, subject, number)
        message["In-Reply-To"] = message["References"] = before.message_id
        said = self._rng.choice(words.REPLIES).format(order=self._order())
        quoted = "\n".join(f"> {line}" for line in self._rng.sample(words.MORE, 3))
        self._fill(
            message, "plain", f"{said}\n\n{before.name}\n\nVào lúc 09:15, MiT đã viết:\n{quoted}"
        )
        return _sent(message, before.name, before.address, subject)

    def _bounce(self, number: int) -> bytes:
        _, address = self._rng.choice(self._people)
        date = format_datetime(BEGIN + number * timedelta(minutes=QUARTER))
        lost = f"<{self._rng.getrandbits(64):x}@mitgroup.vn>"
        report = REPORT.format(
            company=COMPANY, date=date, number=number, address=address, lost=lost
        )
        return report.replace("\n", "\r\n").encode("ascii")

    def _envelope(self, name: str, address: str, subject: str, number: int) -> EmailMessage:
        message = EmailMessage(policy=SMTP)
        message["From"] = formataddr((name, address))
        message["To"] = COMPANY
        message["Subject"] = subject
        message["Date"] = format_datetime(BEGIN + number * timedelta(minutes=QUARTER))
        message["Message-ID"] = f"<{number}.{self._rng.getrandbits(64):x}@{address.split('@')[1]}>"
        return message

    def _fill(self, message: EmailMessage, kind: str, text: str) -> None:
        page = "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n") if part)
        page = f'<html><body><div dir="ltr" style="font-family:Arial">{page}</div></body></html>'
        if kind == "html only":
            message.set_content(page, subtype="html")
            return
        message.set_content(text, cte=self._rng.choice(("base64", "quoted-printable", "8bit")))
        if kind == "html":
            message.add_alternative(page, subtype="html")
        if kind == "photo":
            for shot in range(self._rng.choice((1, 1, 1, 2))):
                photo = _photo(self._rng)
                message.add_attachment(photo, "image", "jpeg", filename=f"IMG_{shot + 1:04d}.jpg")

    def _text(self, name: str, thing: str, trouble: str) -> str:
        told = self._rng.choice(words.TOLD).format(
            thing=thing,
            Thing=thing[0].upper() + thing[1:],
            trouble=trouble,
            order=self._order(),
            day=f"{self._rng.randint(1, 28):02d}/10/2026",
        )
        more = self._rng.sample(words.MORE, self._rng.randint(1, 6))
        wish = self._rng.choice(words.WISHES)
        end = self._rng.choice(words.SIGNATURES).format(name=name)
        return "\n\n".join(
            (self._rng.choice(words.OPENINGS), f"{told} {' '.join(more)}", wish, end)
        )

    def _order(self) -> str:
        return f"ĐH-{self._rng.randint(10_000, 99_999)}"

    def _person(self, number: int) -> tuple[str, str]:
        parts = (words.FAMILIES, words.MIDDLES, words.GIVEN)
        name = " ".join(self._rng.choice(part) for part in parts)
        return (
            name,
            f"khach{number}@{self._rng.choice(('example.com', 'example.net', 'example.org'))}",
        )


def _sent(message: EmailMessage, name: str, address: str, subject: str) -> Sent:
    name_of_mail = str(message["Message-ID"])
    if message.is_multipart():
        # Else the parts would be told apart by a number that no seed makes.
        message.set_boundary(f"=_{name_of_mail.partition('@')[0][1:]}")
    return Sent(name, address, name_of_mail, subject, message.as_bytes())


def _photo(rng: random.Random) -> bytes:
    """As many bytes as a phone's photograph sent small: they cannot be compressed further either."""
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
        + rng.randbytes(rng.randint(30_000, 180_000))
        + b"\xff\xd9"
    )


def write_files(folder: Path, count: int, seed: int) -> Sequence[Path]:
    """Write the mails into a folder, a file each, named in their order."""
    folder.mkdir(parents=True)
    files = []
    for number, (_, content) in enumerate(Writers(count, seed).write()):
        files.append(folder / f"{number:06d}.eml")
        files[-1].write_bytes(content)
    return files
