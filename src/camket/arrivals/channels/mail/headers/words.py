"""Header text: encoded words (RFC 2047), also the broken ones that mail programs write, and raw bytes.

Two neighbouring words of one charset are joined before they are decoded, because many programs cut a
letter of several bytes in two. Spaces inside a word, which are forbidden, are read as spaces.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from camket.arrivals.channels.mail.charsets.decoding import clean, decode, repaired

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*(?:\?(?!=)[^?]*)*?)\?=", re.DOTALL)
_FOLD = re.compile(r"\r?\n[ \t]*")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_ESCAPED = re.compile(rb"=([0-9A-Fa-f]{2})")


@dataclass(slots=True)
class _Piece:
    """A run of encoded words of one charset, or of plain characters."""

    charset: str | None
    content: bytes


def header_text(raw: str, charset: str | None = None) -> str:
    """The text of a header as the standard library keeps it (raw bytes as surrogates), NFC, on one line.

    `charset` is what the body declares: the best guess for raw bytes.
    """
    if "=?" not in raw:
        return _one_line(_plain(raw, charset))
    pieces: list[_Piece] = []
    end = 0
    for found in _WORD.finditer(raw):
        between = raw[end : found.start()]
        if between.strip() or not pieces or pieces[-1].charset is None:
            pieces.append(_Piece(None, raw_bytes(between)))
        _join(pieces, _Piece(found[1].partition("*")[0].lower(), _unwrapped(found[2], found[3])))
        end = found.end()
    pieces.append(_Piece(None, raw_bytes(raw[end:])))
    text = "".join(
        _plain_bytes(piece.content, charset)
        if piece.charset is None
        else decode(piece.content, piece.charset).text
        for piece in pieces
    )
    return _one_line(repaired(text))


def raw_bytes(value: str) -> bytes:
    """What stood in the mail: the standard library keeps bytes above 127 as lone surrogates."""
    return value.encode("utf-8", "surrogateescape")


def _join(pieces: list[_Piece], piece: _Piece) -> None:
    if pieces and pieces[-1].charset == piece.charset:
        pieces[-1].content += piece.content
    else:
        pieces.append(piece)


def _unwrapped(encoding: str, text: str) -> bytes:
    content = _FOLD.sub("", text).encode("utf-8", "surrogateescape")
    if encoding in "qQ":
        return _ESCAPED.sub(_byte, content.replace(b"_", b" "))
    return from_base64(content)


def from_base64(content: bytes) -> bytes:
    """Base64 as it was meant: foreign characters are passed over, missing padding is supplied.

    Padding in the middle, from pieces that were encoded one by one, ends a piece.
    """
    try:
        return base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        pass
    decoded = []
    for piece in content.split(b"="):
        letters = _NOT_BASE64.sub(b"", piece)
        usable = letters[: len(letters) - 1] if len(letters) % 4 == 1 else letters
        decoded.append(base64.b64decode(usable + b"=" * (-len(usable) % 4)))
    return b"".join(decoded)


def _byte(found: re.Match[bytes]) -> bytes:
    return bytes.fromhex(found[1].decode())


def _plain(raw: str, charset: str | None) -> str:
    return clean(raw) if raw.isascii() else _plain_bytes(raw_bytes(raw), charset)


def _plain_bytes(content: bytes, charset: str | None) -> str:
    return decode(content, charset).text


def _one_line(text: str) -> str:
    return clean(" ".join(text.split()))
