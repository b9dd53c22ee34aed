"""Mails that lie in files: one to a file, or many in an mbox, in folders, or on standard input."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

STANDARD_INPUT = "-"
# “From ” alone begins many a line of a letter; a date behind it is what programs write between mails.
_BETWEEN = re.compile(
    rb"From (?:\S+|\"[^\"\r\n]*\"\S*) .{0,40}\d{1,2}:\d\d(?::\d\d)?.{0,20}\d{4}.{0,20}\r?\n?"
)
_ESCAPED = re.compile(rb">+From ")


def files_under(path: str) -> list[Path]:
    """The file, or every file below the folder, in the order of their names."""
    root = Path(path)
    return sorted(p for p in root.rglob("*") if p.is_file()) if root.is_dir() else [root]


def mails_on_standard_input() -> Iterator[tuple[str, bytes]]:
    """The mail on standard input, or each of an mbox."""
    yield from _mails(STANDARD_INPUT, BytesIO(sys.stdin.buffer.read()))


def mails_in(file: Path) -> Iterator[tuple[str, bytes]]:
    """The mail in a file as it is, or each of an mbox with its place in it. Raises OSError."""
    with file.open("rb") as lines:
        yield from _mails(str(file), lines)


def _mails(name: str, lines: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """One mail, unless the first line is what stands between the mails of an mbox."""
    following = iter(lines)
    first = next(following, b"")
    if not _BETWEEN.fullmatch(first):
        yield name, b"".join([first, *following])
        return
    for position, content in enumerate(_of_mbox(following)):
        yield f"{name}#{position}", content


def _of_mbox(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Each mail of an mbox, without the mark that was put before lines that begin with “From ”."""
    mail: list[bytes] = []
    after_blank = False
    for line in lines:
        if after_blank and _BETWEEN.fullmatch(line):
            yield b"".join(mail[:-1])
            mail = []
        else:
            mail.append(line[1:] if _ESCAPED.match(line) else line)
        after_blank = not line.strip()
    yield b"".join(mail)
