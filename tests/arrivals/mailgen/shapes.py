"""The shapes of mails, by the program that wrote them."""

from __future__ import annotations

import base64
import html
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.arrivals.mailgen.wrapping import (
    Encode,
    File,
    any_charset,
    any_file,
    named,
    transfer,
    word,
)
from tests.arrivals.winmail import attached, attribute, wide, winmail

Header = tuple[str, bytes]
Part = tuple[list[Header], bytes]


@dataclass(slots=True)
class Draft:
    """A mail before it is written. `extra` are header lines besides the usual ones."""

    chance: random.Random
    name: str
    address: str
    subject: str
    text: str
    message_id: str
    quoted: str = ""
    to: str = "info@mitgroup.vn"
    extra: list[Header] = field(default_factory=list)
    files: list[File] = field(default_factory=list)


def written(draft: Draft) -> bytes:
    """The mail as bytes, in one of the shapes."""
    chance = draft.chance
    shape = chance.choices(list(SHAPES), [weight for _, weight in SHAPES.values()])[0]
    if shape not in FILELESS:
        draft.files += [any_file(chance) for _ in range(chance.choice([0, 0, 1, 1, 2]))]
    headers, body = SHAPES[shape][0](draft)
    if draft.files and shape not in {"winmail"}:
        first = (headers, body)
        headers, body = parts("mixed", [first, *(attachment(chance, file) for file in draft.files)])
    raw = lines([*_usual(draft), *draft.extra, *headers]) + b"\n" + body
    return raw.replace(b"\n", b"\r\n") if chance.random() < 0.5 else raw


def lines(headers: Sequence[Header]) -> bytes:
    """Header lines."""
    return b"".join(name.encode() + b": " + value + b"\n" for name, value in headers if value)


def _usual(draft: Draft) -> list[Header]:
    chance = draft.chance
    who = word(chance, draft.name) + b" <" + draft.address.encode() + b">"
    day, hour = chance.randint(16, 22), chance.randint(7, 22)
    date = f"{day} Nov 2026 {hour:02}:{chance.randint(0, 59):02}:00 +0700".encode()
    usual = [
        ("Received", b"from mx.example.vn by mail.mitgroup.vn; " + date),
        ("From", who),
        ("To", draft.to.encode()),
        ("Subject", word(chance, draft.subject)),
        ("Date", date),
        ("Message-ID", draft.message_id.encode()),
        ("MIME-Version", b"1.0"),
    ]
    chance.shuffle(usual)
    return usual


def part(
    chance: random.Random, text: str, kind: str, charset: tuple[Encode, str] | None = None
) -> Part:
    """One text part: its headers and its wrapped body."""
    encode, label = charset or any_charset(chance)
    encoding, body = transfer(chance, encode(text))
    value = f"text/{kind}" + (f"; charset={label}" if label else "")
    return [
        ("Content-Type", value.encode()),
        ("Content-Transfer-Encoding", encoding.encode()),
    ], body


def parts(kind: str, given: Sequence[Part]) -> Part:
    """A multipart of parts."""
    mark = f"----=_{kind}_{len(given)}_{sum(len(body) for _, body in given):08x}".encode()
    body = b"".join(b"--" + mark + b"\n" + lines(h) + b"\n" + b + b"\n" for h, b in given)
    return [("Content-Type", b"multipart/" + kind.encode() + b'; boundary="' + mark + b'"')], (
        body + b"--" + mark + b"--\n"
    )


def attachment(chance: random.Random, file: File, *, inline: bool = False) -> Part:
    """A file as a part."""
    way = b"inline; " if inline else b"attachment; "
    headers = [
        ("Content-Type", file.declared.encode()),
        ("Content-Disposition", way + named(chance, file.name)),
        ("Content-Transfer-Encoding", b"base64"),
    ]
    return headers, base64.encodebytes(file.content)


def as_html(text: str, quoted: str) -> str:
    """A page as webmail writes it."""
    said = "".join(f"<div>{html.escape(line) or '<br>'}</div>" for line in text.split("\n"))
    history = html.escape(quoted).replace("\n", "<br>")
    return f"<html><body>{said}{f'<br><blockquote>{history}</blockquote>' if history else ''}</body></html>"


def _plain(draft: Draft) -> Part:
    return part(draft.chance, draft.text + draft.quoted, "plain")


def _html(draft: Draft) -> Part:
    return part(draft.chance, as_html(draft.text, draft.quoted), "html")


def _alternative(draft: Draft) -> Part:
    charset = any_charset(draft.chance)
    plain = part(draft.chance, draft.text + draft.quoted, "plain", charset)
    return parts(
        "alternative",
        [plain, part(draft.chance, as_html(draft.text, draft.quoted), "html", charset)],
    )


def _related(draft: Draft) -> Part:
    page = as_html(draft.text, draft.quoted).replace("</body>", '<img src="cid:logo"></body>')
    logo = File("logo.png", "image/png", b"\x89PNG\r\n\x1a\n" + draft.chance.randbytes(60))
    draft.files = []
    shown = attachment(draft.chance, logo, inline=True)
    shown[0].append(("Content-ID", b"<logo>"))
    return parts("related", [part(draft.chance, page, "html"), shown])


def _signed(draft: Draft) -> Part:
    signature = File(
        "smime.p7s", "application/pkcs7-signature", b"0\x82" + draft.chance.randbytes(90)
    )
    return parts("signed", [_plain(draft), attachment(draft.chance, signature)])


def _winmail(draft: Draft) -> Part:
    body = attribute(0x9003, _body_property(draft.text + draft.quoted))
    kept = [attached(file.content, b"a.bin") for file in draft.files]
    envelope = File("winmail.dat", "application/ms-tnef", winmail(body, *kept))
    return parts("mixed", [attachment(draft.chance, envelope)])


def _body_property(text: str) -> bytes:
    value = wide(text)
    padded = value + bytes(-len(value) % 4)
    number = lambda n, size=4: n.to_bytes(size, "little")  # noqa: E731
    return number(1) + number(0x1F, 2) + number(0x1000, 2) + number(1) + number(len(value)) + padded


def _forwarded(draft: Draft) -> Part:
    inner = part(draft.chance, "Thư cũ của cửa hàng.", "plain", (str.encode, "utf-8"))
    nested = (
        lines([("From", b"shop@example.vn"), ("Subject", b"Don hang"), *inner[0]])
        + b"\n"
        + inner[1]
    )
    return parts("mixed", [_plain(draft), ([("Content-Type", b"message/rfc822")], nested)])


def _invited(draft: Draft) -> Part:
    calendar = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Hen\nEND:VEVENT\nEND:VCALENDAR\n"
    return parts("mixed", [_plain(draft), ([("Content-Type", b"text/calendar")], calendar)])


SHAPES = {
    "plain": (_plain, 30), "html": (_html, 12), "alternative": (_alternative, 34),
    "related": (_related, 6), "signed": (_signed, 4), "winmail": (_winmail, 3),
    "forwarded": (_forwarded, 4), "invited": (_invited, 2),
}  # fmt: skip
FILELESS = frozenset({"winmail"})
