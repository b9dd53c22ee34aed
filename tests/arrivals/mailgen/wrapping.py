"""Text, headers and files as mail programs put them on the wire."""

from __future__ import annotations

import base64
import quopri
import random
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import quote

from tests.arrivals.charsets import to_cp1258, to_tcvn3, to_viscii, to_vni

Encode = Callable[[str], bytes]


def decomposed(text: str) -> bytes:
    """UTF-8 in NFD, as a Mac writes what it took from a file name."""
    return unicodedata.normalize("NFD", text).encode()


CHARSETS: list[tuple[Encode, str, int]] = [
    (str.encode, "utf-8", 60),
    (str.encode, "UTF-8", 10),
    (decomposed, "utf-8", 6),
    (to_cp1258, "windows-1258", 6),
    (to_cp1258, "", 2),
    (to_viscii, "viscii", 2),
    (to_viscii, "iso-8859-1", 2),
    (to_tcvn3, "us-ascii", 3),
    (to_tcvn3, "iso-8859-1", 2),
    (to_vni, "windows-1252", 2),
    (lambda text: to_tcvn3(text).decode("latin-1").encode(), "utf-8", 2),
    (lambda text: text.encode("utf-16"), "utf-16", 1),
    (str.encode, "iso-8859-1", 2),
    (to_cp1258, "x-unknown", 1),
]


def any_charset(chance: random.Random) -> tuple[Encode, str]:
    """How a text is encoded, and what its label says."""
    encode, label, _ = chance.choices(CHARSETS, [weight for *_, weight in CHARSETS])[0]
    return encode, label


def transfer(chance: random.Random, content: bytes) -> tuple[str, bytes]:
    """A transfer encoding and the wrapped bytes."""
    if b"\x00" in content:
        return "base64", base64.encodebytes(content)
    encoding = chance.choice(["base64", "quoted-printable", "8bit"])
    if encoding == "base64":
        return encoding, base64.encodebytes(content)
    if encoding == "quoted-printable":
        return encoding, quopri.encodestring(content)
    return encoding, content


def word(chance: random.Random, text: str) -> bytes:
    """Header text: encoded words of either kind, split in the middle of a letter, or raw UTF-8."""
    way = chance.choice(["q", "b", "cut", "raw", "cp1258", "nfd"])
    if text.isascii():
        return text.encode()
    if way == "raw":
        return text.encode()
    if way == "cp1258":
        return b"=?windows-1258?B?" + base64.b64encode(to_cp1258(text)) + b"?="
    content = decomposed(text) if way == "nfd" else text.encode()
    if way == "cut":
        return b"\n ".join(_b(content[at : at + 20]) for at in range(0, len(content), 20))
    return _b(content) if way in "b nfd" else b"=?UTF-8?Q?" + _q(content) + b"?="


def _b(content: bytes) -> bytes:
    return b"=?UTF-8?B?" + base64.b64encode(content) + b"?="


def _q(content: bytes) -> bytes:
    return b"".join(
        b"_" if c == 32 else bytes([c]) if chr(c).isalnum() and c < 128 else b"=%02X" % c
        for c in content
    )


@dataclass(frozen=True, slots=True)
class File:
    """A file that a customer sends along."""

    name: str
    declared: str
    content: bytes


def _docx() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    return out.getvalue()


STARTS = [
    ("ảnh máy.jpg", "image/jpeg", b"\xff\xd8\xff\xe0"),
    ("IMG_2041.HEIC", "image/heic", b"\x00\x00\x00\x18ftypheic"),
    ("Screenshot 2026.png", "image/png", b"\x89PNG\r\n\x1a\n"),
    ("hóa đơn.pdf", "application/pdf", b"%PDF-1.7\n"),
    ("quay lúc chạy.mp4", "video/mp4", b"\x00\x00\x00\x18ftypisom"),
    ("ghi âm.m4a", "audio/mp4", b"\x00\x00\x00\x18ftypM4A "),
    ("biên bản.docx", "application/msword", _docx()),
    ("tệp lạ", "application/octet-stream", b"\x00\x01"),
    ("cài đặt.exe", "application/x-msdownload", b"MZ\x90\x00"),
]


def any_file(chance: random.Random) -> File:
    """A small file of a kind that customers send."""
    name, declared, start = chance.choice(STARTS)
    return File(name, declared, start + chance.randbytes(chance.randint(20, 1500)))


def named(chance: random.Random, name: str) -> bytes:
    """The file name in one of the ways in which programs write it."""
    way = chance.choice(["2231", "2047", "raw"])
    if way == "2231":
        return b"filename*=UTF-8''" + quote(name).encode()
    return b'filename="' + (_b(name.encode()) if way == "2047" else name.encode()) + b'"'
