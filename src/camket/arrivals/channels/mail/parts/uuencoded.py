"""Files that stand in a text, as programs wrote them before there was MIME, and as some telephones still do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from camket.arrivals.channels.mail.charsets.decoding import decode
from camket.arrivals.channels.mail.headers.parameters import safe_name
from camket.arrivals.channels.mail.parts.transfer import unwrap
from camket.arrivals.content import content_type
from camket.arrivals.submission import Attached

BEGIN = b"begin "
MOST_FILES = 100
_FILE = re.compile(
    rb"^begin [0-7]{3,4} ([^\r\n]{1,300})\r?\n(?:[ -`]{1,120}\r?\n)+?`?(?:\r?\n)?end[ \t]*(?:\r?\n|\Z)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Parted:
    """A text, and the files that stood in it."""

    text: bytes
    files: tuple[Attached, ...] = ()


def parted(content: bytes) -> Parted:
    """A text without the files in it. What does not decode whole stays where it is."""
    if BEGIN not in content:
        return Parted(content)
    files: list[Attached] = []
    pieces, position = [], 0
    for found in _FILE.finditer(content):
        unwrapped = unwrap(found[0], "uuencode")
        if unwrapped.warning or not unwrapped.content or len(files) == MOST_FILES:
            continue
        name = safe_name(decode(found[1]).text) or f"tep-{len(files) + 1}"
        files.append(Attached(name, content_type(unwrapped.content), unwrapped.content))
        pieces.append(content[position : found.start()])
        position = found.end()
    return Parted(b"".join([*pieces, content[position:]]), tuple(files))
