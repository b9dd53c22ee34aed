"""A message as entities: header lines and a body, split at boundaries. Bytes are cut, never rewritten.

The standard library's parser goes line by line, forgets the exact bytes of a message within a message,
and nests generators until Python gives up. Here a body is a slice of the mail, so that a file's and a
nested message's bytes are those that were sent, and 25 MB are split in a moment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from camket.arrivals.channels.mail.headers.parameters import boundary_of, content_type, value_of
from camket.arrivals.channels.mail.headers.reading import Headers

MOST_HEADER_LINES = 5000
LOOK_AHEAD = 3
_HEADER = re.compile(rb"[!-9;-~]{1,200}[ \t]*:")
_GUESS = re.compile(rb"(?:\A|\n)--([^\r\n]{1,200}?)[ \t]*\r?\n(?=content-[a-z-]+[ \t]*:)", re.I)
_END_OF_LINE = re.compile(rb"[ \t]*(?:\r?\n|\Z)")


@dataclass(frozen=True)
class Entity:
    """One message or part: its headers and the bytes of its body. `broken` where the headers were."""

    headers: Headers
    body: bytes
    broken: bool = False

    @cached_property
    def type(self) -> str:
        """The declared type."""
        return content_type(self.headers.raw("content-type"))

    @cached_property
    def encoding(self) -> str:
        """The declared transfer encoding, in lower case."""
        return self.headers.word("content-transfer-encoding")

    @cached_property
    def disposition(self) -> str:
        """`attachment`, `inline` or nothing."""
        return value_of(self.headers.raw("content-disposition") or "")


@dataclass(frozen=True, slots=True)
class Split:
    """The parts of a multipart body; `whole` where every boundary was where it should be."""

    parts: list[bytes]
    preamble: bytes
    whole: bool


def read_entity(raw: bytes) -> Entity:
    """Separate the headers of a message or part from its body. Never raises."""
    lines: list[tuple[str, str]] = []
    position, broken = 0, False
    for _ in range(MOST_HEADER_LINES):
        end = _line_end(raw, position)
        line = raw[position:end]
        if not line.strip(b"\r\n"):
            return Entity(Headers(lines), raw[end:], broken)
        if line[:1] in b" \t" and lines:
            name, value = lines[-1]
            lines[-1] = (name, value + _as_text(line))
        elif found := _HEADER.match(line):
            name = found[0][:-1].strip().decode("ascii")
            lines.append((name, _as_text(line[found.end() :]).strip()))
        elif not (position == 0 and line.startswith((b"From ", b">From "))):
            broken = True
            if not _headers_go_on(raw, end):
                return Entity(Headers(lines), raw[position:], broken)
        position = end
    return Entity(Headers(lines), raw[position:], broken=True)


def split(body: bytes, content_type_line: str | None) -> Split | None:
    """The parts of a multipart body. None where not one boundary can be found, also not by guessing."""
    declared = boundary_of(content_type_line)
    found = _split_at(body, declared) if declared else None
    if found is not None:
        return found
    guessed = guess_boundary(body)
    found = _split_at(body, guessed) if guessed else None
    return None if found is None else Split(found.parts, found.preamble, whole=False)


def guess_boundary(body: bytes) -> bytes | None:
    """What looks like a boundary: a line that begins with two dashes, followed by a content header."""
    found = _GUESS.search(body)
    return found[1] if found else None


def _split_at(body: bytes, boundary: bytes) -> Split | None:
    delimiter = b"--" + boundary
    cuts: list[tuple[int, int]] = []
    closed = False
    position = body.find(delimiter)
    while position >= 0 and not closed:
        after = position + len(delimiter)
        closing = body[after : after + 2] == b"--"
        end = _END_OF_LINE.match(body, after + 2 if closing else after)
        if end and (position == 0 or body[position - 1] in b"\r\n"):
            cuts.append((position, end.end()))
            closed = closing
        position = body.find(delimiter, after)
    if not cuts:
        return None
    ends = [start for start, _ in cuts[1:]]
    if not closed:
        ends.append(len(body) + 2)
    parts = [
        _without_last_line_end(body, cut[1], end) for cut, end in zip(cuts, ends, strict=False)
    ]
    return Split(parts, body[: cuts[0][0]], whole=closed)


def _without_last_line_end(body: bytes, start: int, end: int) -> bytes:
    """The line end before a boundary belongs to the boundary."""
    if end > len(body):
        return body[start:]
    if body[end - 2 : end] == b"\r\n":
        end -= 2
    elif body[end - 1 : end] in {b"\n", b"\r"}:
        end -= 1
    return body[start : max(start, end)]


def _line_end(raw: bytes, position: int) -> int:
    end = raw.find(b"\n", position)
    return len(raw) if end < 0 else end + 1


def _headers_go_on(raw: bytes, position: int) -> bool:
    """Whether a line that is no header stands among headers, and is not the beginning of the text."""
    for _ in range(LOOK_AHEAD):
        end = _line_end(raw, position)
        line = raw[position:end]
        if not line.strip():
            return False
        if _HEADER.match(line):
            return True
        position = end
    return False


def _as_text(line: bytes) -> str:
    return line.decode("ascii", "surrogateescape").rstrip("\r\n")
