"""The post office: mails of each kind, with what they are meant to end as."""

from __future__ import annotations

import base64
import random
from dataclasses import dataclass, field, replace

from tests.arrivals.mailgen.shapes import Draft, parts, written
from tests.arrivals.mailgen.words import ANSWERS, Person, story
from tests.arrivals.making import mail

ROBOTS: list[dict[str, bytes]] = [
    {"Auto-Submitted": b"auto-replied"},
    {"Auto-Submitted": b"auto-generated", "X-Auto-Response-Suppress": b"All"},
    {"Precedence": b"bulk", "List-Unsubscribe": b"<mailto:thoi@shop.example.vn>"},
    {"List-Id": b"Ban tin <ban-tin.shop.example.vn>"},
    {"X-Autoreply": b"yes", "Precedence": b"bulk"},
]
FAILED = "Final-Recipient: rfc822; {to}\nAction: failed\nStatus: 5.1.1\n"


@dataclass(frozen=True, slots=True)
class Posted:
    """A mail, what it should end as, what of it must be readable, and the files that must be kept."""

    raw: bytes
    meant: str
    text: str = ""
    files: tuple[bytes, ...] = ()
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of ours to a customer, as the customer has it."""

    message_id: str
    number: str
    to: str
    first: Posted | None = None


@dataclass(slots=True)
class PostOffice:
    """Writes mails, each by another person. The same seed writes the same."""

    seed: int
    people: int = 0
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - the same mails each time are wanted

    def draft(self, **given: str) -> Draft:
        """A complaint by somebody who has not written before."""
        self.people += 1
        person = Person(self.chance, self.people)
        subject, text = story(self.chance)
        message_id = (
            f"<{self.chance.getrandbits(64):x}.{self.people}@{person.address.split('@')[1]}>"
        )
        usual = {"name": person.name, "address": person.address, "subject": subject, "text": text}
        return Draft(self.chance, **{**usual, "message_id": message_id, **given})

    def complaint(self) -> Posted:
        """A mail that opens a case."""
        draft = self.draft()
        draft.message_id = self.chance.choices([draft.message_id, "", "rác"], [90, 6, 4])[0]
        odd: list[tuple[str, bytes]] = [
            ("Auto-Submitted", b"no"),
            ("List-Id", b"CSKH <cskh.mitgroup.vn>"),
            ("Reply-To", b"evil@example.vn"),
            ("X-Auto-Response-Suppress", b"OOF"),
            ("Importance", b"high"),
        ]
        if self.chance.random() < 0.2:
            draft.extra.append(self.chance.choice(odd))
        return self._posted(draft, "opened")

    def _posted(self, draft: Draft, meant: str) -> Posted:
        raw = written(draft)
        files = tuple(file.content for file in draft.files)
        return Posted(raw, meant, draft.text, files, draft.address)

    def reply(self, letter: Letter) -> Posted:
        """An answer to a letter of ours, in the manner of one of the programs."""
        draft = self.draft(address=letter.to, text=self.chance.choice(ANSWERS))
        draft.subject = f"Re: {letter.number}"
        draft.quoted = (
            "\n\nVào T2, 23 thg 11, 2026 vào lúc 09:00 MiT <info@mitgroup.vn> đã viết:\n"
            "> Kính gửi Quý khách,\n> Chúng tôi đã nhận khiếu nại.\n"
        )
        draft.extra = [("In-Reply-To", letter.message_id.encode())]
        if self.chance.random() < 0.5:
            draft.extra = [("References", f"<x@y> {letter.message_id}".encode())]
        return self._posted(draft, "added")

    def twin(self, letter: Letter) -> Posted:
        """The same mail at another address of ours."""
        assert letter.first is not None
        end = b"\r\n" if b"\r\n" in letter.first.raw else b"\n"
        raw = b"Delivered-To: care@mitgroup.vn" + end + letter.first.raw
        return replace(letter.first, raw=raw, meant="duplicate")

    def robot(self, letter: Letter) -> Posted:
        """A vacation reply, a newsletter, a receipt, or our own letter coming back."""
        draft = self.draft()
        way = self.chance.randrange(4)
        if way == 0:
            draft.subject = f"Trả lời tự động: {draft.subject}"
        elif way == 1:
            draft.address, draft.name = "info@mitgroup.vn", "MiT"
        else:
            draft.extra = list(self.chance.choice(ROBOTS).items())
        if self.chance.random() < 0.5:
            draft.extra.append(("In-Reply-To", letter.message_id.encode()))
        return self._posted(draft, "automatic")

    def bounce(self, letter: Letter) -> Posted:
        """A letter that comes back, told by one of the servers."""
        way = self.chance.choice(["dsn", "exim", "qmail", "exchange", "bare"])
        return Posted(_BOUNCES[way](letter), "bounce")

    def held(self, letter: Letter) -> Posted:
        """What a person must look at: a stranger with a number, encrypted or unreadable mail, nothing."""
        way = self.chance.choice(["stranger", "pgp", "smime", "noise", "empty"])
        if way == "stranger":
            return self._posted(self.draft(subject=f"Hồ sơ {letter.number}"), "held")
        draft = self.draft()
        given = {"From": f"{draft.name} <{draft.address}>", "Message-ID": draft.message_id}
        return Posted(_unreadable(way, self.chance, given), "held")


def _unreadable(way: str, chance: random.Random, given: dict[str, str]) -> bytes:
    if way == "empty":
        return mail("", **{**given, "Subject": ""})
    if way == "pgp":
        return mail("-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n", **given)
    if way == "smime":
        kind = "application/pkcs7-mime; smime-type=enveloped-data"
        body = base64.encodebytes(b"0\x80" + chance.randbytes(200))
        return mail(
            body, "", **{**given, "Content-Type": kind, "Content-Transfer-Encoding": "base64"}
        )
    noise = b" ".join(bytes(chance.randint(128, 255) for _ in range(9)) for _ in range(20))
    return mail(noise, "x-private", **given)


def _dsn(letter: Letter) -> bytes:
    status = f"Reporting-MTA: dns; mx.example.vn\n\n{FAILED.format(to=letter.to)}".encode()
    returned = f"Message-ID: {letter.message_id}\nSubject: Da nhan\n\n".encode()
    kind, body = parts(
        "report",
        [
            ([("Content-Type", b"text/plain")], b"Your message could not be delivered."),
            ([("Content-Type", b"message/delivery-status")], status),
            ([("Content-Type", b"message/rfc822")], returned),
        ],
    )
    named = kind[0][1].decode() + "; report-type=delivery-status"
    return mail(body, "", **_from_daemon("Undelivered Mail Returned to Sender"), Content_Type=named)


def _exim(letter: Letter) -> bytes:
    text = f"automatically generated\n\n  {letter.to}\n    550 no user\n\nMessage-ID: {letter.message_id}\n"
    return mail(text, **_from_daemon("Mail delivery failed"), X_Failed_Recipients=letter.to)


def _qmail(letter: Letter) -> bytes:
    text = f"Hi. This is the qmail-send program.\n\n<{letter.to}>:\n5.1.1\n\nMessage-Id: {letter.message_id}\n"
    return mail(text, **_from_daemon("failure notice"))


def _exchange(letter: Letter) -> bytes:
    text = f"Không gửi được đến {letter.to} (5.1.10)."
    given = {"From": "postmaster@example.vn", "Subject": "Không gửi được: Đã nhận khiếu nại"}
    return mail(text, **given, Message_ID="", In_Reply_To=letter.message_id)


def _bare(letter: Letter) -> bytes:
    kind = 'multipart/report; boundary="x"'
    given = _from_daemon("Returned mail")
    return mail("--x--", "", **given, Content_Type=kind, In_Reply_To=letter.message_id)


def _from_daemon(subject: str) -> dict[str, str]:
    return {"From": "MAILER-DAEMON@mx.example.vn", "Subject": subject, "Message-ID": ""}


_BOUNCES = {"dsn": _dsn, "exim": _exim, "qmail": _qmail, "exchange": _exchange, "bare": _bare}
