"""An encoding that was used and not declared, or declared and not used: what the text itself shows."""

from __future__ import annotations

import binascii
import re

from camket.arrivals.channels.mail.parts.transfer import (
    DAMAGED,
    UNDECLARED,
    Unwrapped,
    from_lines,
    unwrap,
)

SHORTEST_LINE, SHORTEST_WHOLE, LONGEST_LINE = 40, 24, 1000
TIMES_QUOTED = 3
MOST_STRANGE, MOST_SPACES, MOST_CONTROLS, FEWEST_ZEROS = 0.1, 0.05, 0.05, 0.2
UUENCODED = frozenset({"x-uuencode", "uuencode", "x-uue", "uue"})
_STRANGE = re.compile(rb"[^A-Za-z0-9+/]")
_LONG = re.compile(rb"^[^\s]{0,40}[A-Za-z0-9+/]{20}", re.MULTILINE)
_QUOTED = re.compile(rb"=[89A-F][0-9A-F]=[89A-F][0-9A-F]|=3D|=\r?\n")
_LAST = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def unwrap_text(body: bytes, encoding: str) -> Unwrapped:
    """Undo the encoding of a text: the declared one, unless the text plainly shows another."""
    if encoding in UUENCODED:
        return unwrap(body, encoding)
    if encoding == "base64":
        unwrapped = unwrap(body, encoding)
        if unwrapped.warning != DAMAGED or not _was_never_wrapped(body):
            return unwrapped
        return Unwrapped(_quoted(body) or body, UNDECLARED)
    found = _packed(body) or (None if encoding == "quoted-printable" else _quoted(body))
    return unwrap(body, encoding) if found is None else Unwrapped(found, UNDECLARED)


def _was_never_wrapped(body: bytes) -> bool:
    """Whether a text that is called base64 is plain: words with spaces, or letters that base64 has not."""
    packed = body.translate(None, b" \t\r\n")
    strange = len(_STRANGE.findall(packed.rstrip(b"=")))
    return (
        strange > MOST_STRANGE * len(packed) or body.strip().count(b" ") > len(body) * MOST_SPACES
    )


def _quoted(body: bytes) -> bytes | None:
    """The text behind quoted-printable, where there is enough of it."""
    if len(_QUOTED.findall(body)) < TIMES_QUOTED:
        return None
    return binascii.a2b_qp(body)


def _packed(body: bytes) -> bytes | None:
    """The text with every run of base64 lines opened that holds text; None where there is none."""
    bare = body.strip()
    if SHORTEST_WHOLE <= len(bare) < SHORTEST_LINE * 2 and _LAST.fullmatch(bare):
        whole = from_lines(bare)
        return whole if len(bare) % 4 == 0 and is_text(whole) else None
    if _LONG.search(body) is None:
        return None
    out: list[bytes] = []
    run: list[bytes] = []
    opened = False
    for line in [*body.splitlines(keepends=True), b""]:
        if _is_packed(line.strip(), within=bool(run)):
            run.append(line)
            continue
        text = from_lines(b"".join(run)) if run else b""
        opened = opened or (bool(run) and is_text(text))
        out.append(text if run and is_text(text) else b"".join(run))
        out.append(line)
        run.clear()
    return b"".join(out) if opened else None


def _is_packed(line: bytes, *, within: bool) -> bool:
    """A long line without spaces, nearly all of whose letters are those of base64; the last may be short."""
    if within and _LAST.fullmatch(line):
        return True
    if not SHORTEST_LINE <= len(line) <= LONGEST_LINE or len(line.split()) > 1:
        return False
    return len(_STRANGE.findall(line.rstrip(b"="))) <= MOST_STRANGE * len(line)


def is_text(content: bytes) -> bool:
    """Whether bytes are text, also of two bytes a letter: words with spaces, hardly a control character."""
    if not content:
        return False
    zeros = content.count(0)
    if zeros > FEWEST_ZEROS * len(content):
        return max(content[::2].count(0), content[1::2].count(0)) > zeros * 0.9
    return len(_CONTROL.findall(content)) <= MOST_CONTROLS * len(content) and (
        b" " in content or len(content) < SHORTEST_LINE
    )
