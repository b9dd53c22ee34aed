"""Content-Transfer-Encoding: base64, quoted-printable, uuencode, also damaged or not declared."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from camket.arrivals.channels.mail.headers.reading import Headers

DAMAGED, UNDECLARED = "damaged-encoding", "undeclared-encoding"
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_LOOKS_BASE64 = re.compile(rb"\s*(?:[A-Za-z0-9+/]{60,76}\r?\n)*[A-Za-z0-9+/]{4,76}={0,2}\s*")
_WHOLE_LINE = re.compile(rb"(?:[A-Za-z0-9+/]{4})*[A-Za-z0-9+/]{2,4}={0,2}")
_LOOKS_QUOTED = re.compile(rb"=[89A-F][0-9A-F]=[89A-F][0-9A-F]|=3D|=\r?\n")
_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} [^\r\n]*\r?\n", re.MULTILINE)
SHORTEST_GUESS = 24
TIMES_QUOTED = 3
MOST_STRANGE = 0.1
MOST_DAMAGED_LINES = 1000


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """The bytes as they were before they were wrapped for the journey."""

    content: bytes
    warning: str | None = None


def unwrap(body: bytes, headers: Headers) -> Unwrapped:
    """Undo the declared transfer encoding. Never raises."""
    encoding = headers.word("content-transfer-encoding")
    if encoding == "base64":
        return _base64(body)
    if encoding == "quoted-printable":
        return Unwrapped(binascii.a2b_qp(body))
    if encoding in {"x-uuencode", "uuencode", "x-uue", "uue"}:
        return _uuencoded(body)
    return Unwrapped(body)


def unwrap_text(body: bytes, headers: Headers) -> Unwrapped:
    """Like `unwrap`, for text: an encoding that was used and not declared is found out."""
    if (
        headers.word("content-transfer-encoding") in {"", "7bit", "8bit", "binary"}
        and body.isascii()
    ):
        stripped = body.strip()
        if len(stripped) >= SHORTEST_GUESS and _LOOKS_BASE64.fullmatch(stripped):
            guessed = _base64(stripped)
            if guessed.warning is None and _is_text(guessed.content):
                return Unwrapped(guessed.content, UNDECLARED)
        if len(_LOOKS_QUOTED.findall(body)) >= TIMES_QUOTED:
            return Unwrapped(binascii.a2b_qp(body), UNDECLARED)
    unwrapped = unwrap(body, headers)
    if unwrapped.warning == DAMAGED and _was_never_wrapped(body):
        return Unwrapped(body, UNDECLARED)
    return unwrapped


def _was_never_wrapped(body: bytes) -> bool:
    """Whether a text that is called base64 is plain: words with spaces, or letters that base64 has not."""
    packed = body.translate(None, b" \t\r\n")
    strange = len(_NOT_BASE64.findall(packed.rstrip(b"=")))
    return strange > MOST_STRANGE * len(packed) or body.strip().count(b" ") > len(body) // 20


def _is_text(content: bytes) -> bool:
    try:
        return "\x00" not in content.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _base64(body: bytes) -> Unwrapped:
    packed = body.translate(None, b" \t\r\n")
    try:
        return Unwrapped(base64.b64decode(packed, validate=True))
    except (binascii.Error, ValueError):
        return Unwrapped(_base64_by_lines(body), DAMAGED)


def _base64_by_lines(body: bytes) -> bytes:
    """Decode line by line, so that a wrong character costs three bytes and not the rest of the file.

    What follows the padding is kept only where it is base64 again: programs append files that they
    encoded one by one, and mailing lists append a few words.
    """
    decoded: list[bytes] = []
    loose: list[bytes] = []
    padded = False
    for line in map(bytes.strip, body.splitlines()):
        if padded and not _WHOLE_LINE.fullmatch(line):
            continue
        if len(line) % 4 == 0 and not loose:
            decoded.append(_decoded(_NOT_BASE64.sub(b"A", line.rstrip(b"="))))
        else:
            loose.append(_NOT_BASE64.sub(b"", line))
        if line.endswith(b"="):
            padded = True
            decoded.append(_decoded(b"".join(loose)))
            loose.clear()
    return b"".join([*decoded, _decoded(b"".join(loose))])


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
