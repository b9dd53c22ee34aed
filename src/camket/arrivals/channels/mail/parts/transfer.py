"""Content-Transfer-Encoding: base64, quoted-printable, uuencode, also damaged or not declared."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

DAMAGED, UNDECLARED = "damaged-encoding", "undeclared-encoding"
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_WHOLE_LINE = re.compile(rb"(?:[A-Za-z0-9+/]{4})*[A-Za-z0-9+/]{2,4}={0,2}")
_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} [^\r\n]*\r?\n", re.MULTILINE)
MOST_DAMAGED_LINES = 1000


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """The bytes as they were before they were wrapped for the journey."""

    content: bytes
    warning: str | None = None


def unwrap(body: bytes, encoding: str) -> Unwrapped:
    """Undo the declared transfer encoding, in lower case. Never raises."""
    if encoding == "base64":
        return _base64(body)
    if encoding == "quoted-printable":
        return Unwrapped(binascii.a2b_qp(body))
    if encoding in {"x-uuencode", "uuencode", "x-uue", "uue"}:
        return _uuencoded(body)
    return Unwrapped(body)


def _base64(body: bytes) -> Unwrapped:
    packed = body.translate(None, b" \t\r\n")
    try:
        return Unwrapped(base64.b64decode(packed, validate=True))
    except (binascii.Error, ValueError):
        return Unwrapped(from_lines(body), DAMAGED)


def from_lines(body: bytes) -> bytes:
    """Decode line by line, so that a wrong character costs three bytes and a lost one the rest of its line.

    What follows the padding is kept only where it is base64 again: programs append files that they
    encoded one by one, and mailing lists append a few words. Where lines were not cut at whole groups,
    all are joined first.
    """
    lines = [line for line in map(bytes.strip, body.splitlines()) if line]
    if 2 * sum(len(line) % 4 == 0 for line in lines) < len(lines):
        return _decoded(_NOT_BASE64.sub(b"", b"".join(lines)))
    decoded: list[bytes] = []
    padded = False
    for line in lines:
        if padded and not _WHOLE_LINE.fullmatch(line):
            continue
        whole = len(line) % 4 == 0
        decoded.append(_decoded(_NOT_BASE64.sub(b"A" if whole else b"", line.rstrip(b"="))))
        padded = padded or line.endswith(b"=")
    return b"".join(decoded)


def _decoded(letters: bytes) -> bytes:
    usable = letters[:-1] if len(letters) % 4 == 1 else letters
    return base64.b64decode(usable + b"=" * (-len(usable) % 4))


def _uuencoded(body: bytes) -> Unwrapped:
    begin = _UU_BEGIN.search(body)
    if begin is None:
        return Unwrapped(body, DAMAGED)
    decoded, damaged = [], 0
    for line in body[begin.end() :].splitlines():
        bare = line.strip()
        if bare == b"end" or damaged > MOST_DAMAGED_LINES:
            break
        if bare not in {b"", b"`"}:
            content = _uu_line(line)
            damaged += content is None
            decoded.append(content or b"")
    return Unwrapped(b"".join(decoded), DAMAGED if damaged else None)


def _uu_line(line: bytes) -> bytes | None:
    """One line, also one that is longer than it says; None where it is no such line."""
    length = (((line[0] - 32) & 63) * 4 + 5) // 3
    for tried in (line, line[:length]):
        try:
            return binascii.a2b_uu(tried)
        except binascii.Error:
            continue
    return None
