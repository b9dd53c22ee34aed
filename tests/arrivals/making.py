"""Mails for tests, as bytes, the way mail programs write them."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from camket.arrivals.channels.mail import OwnAddresses, Parsed, parse_mail

MIT = OwnAddresses(frozenset({"info@mitgroup.vn"}), frozenset())
HEADERS = {
    "From": "Hương <huong@example.vn>",
    "To": "info@mitgroup.vn",
    "Subject": "Khiếu nại",
    "Message-ID": "<1@example.vn>",
    "Date": "Sun, 22 Nov 2026 21:14:00 +0700",
}
PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 4


def mail(body: bytes | str = "Máy hỏng.", charset: str = "utf-8", **headers: str | bytes) -> bytes:
    """A mail with one text part. A header given as an empty string is left out."""
    kind = {"Content-Type": f"text/plain; charset={charset}"} if charset else {}
    given = {**HEADERS, **kind, **{name.replace("_", "-"): v for name, v in headers.items()}}
    content = body.encode() if isinstance(body, str) else body
    return head(given) + b"\n" + content


def head(headers: Mapping[str, str | bytes]) -> bytes:
    """Header lines; text is written as raw UTF-8."""
    return b"".join(
        name.encode() + b": " + (value.encode() if isinstance(value, str) else value) + b"\n"
        for name, value in headers.items()
        if value
    )


def multipart(kind: str, *parts: bytes, boundary: str = "b1", **headers: str) -> bytes:
    """A mail of parts."""
    return mail(
        wrapped(*parts, boundary=boundary),
        "",
        Content_Type=f'multipart/{kind}; boundary="{boundary}"',
        **headers,
    )


def wrapped(*parts: bytes, boundary: str = "b1") -> bytes:
    """Parts between boundaries."""
    mark = b"--" + boundary.encode()
    return b"".join(mark + b"\n" + part + b"\n" for part in parts) + mark + b"--\n"


def part(content: str | bytes, kind: str = "text/plain; charset=utf-8", **headers: str) -> bytes:
    """A part as it is."""
    given = {"Content-Type": kind, **{name.replace("_", "-"): v for name, v in headers.items()}}
    return head(given) + b"\n" + (content.encode() if isinstance(content, str) else content)


def file(content: bytes, name: str, kind: str = "image/jpeg", **headers: str) -> bytes:
    """A file in base64."""
    given = {
        "Content_Transfer_Encoding": "base64",
        "Content_Disposition": f'attachment; filename="{name}"',
        **headers,
    }
    return part(base64.encodebytes(content), kind, **given)


def read(raw: bytes, own: OwnAddresses = MIT) -> Parsed:
    """Parse, as MiT's desk does."""
    return parse_mail(raw, own)
