"""Finds the line on which a value of a TOML file stands, since the parser does not tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

Path = Sequence[str | int]


def line_of(lines: Sequence[str], path: Path, *, otherwise: int = 1) -> int:
    """The line, counted from 1, of the deepest part of the path that can be found.

    `("examples", 1, "rule")` is the line `rule =` below the second `[[examples]]`. A part that stands
    nowhere (a missing key) leaves the line of the part above it.
    """
    start, end, found = 0, len(lines), otherwise - 1
    for place, part in enumerate(path):
        if isinstance(part, int):
            continue
        following = path[place + 1] if place + 1 < len(path) else 0
        nth = following if isinstance(following, int) else 0
        here = _find(lines, start, end, part, nth)
        if here is not None:
            found, start = here, here
            end = _end_of_table(lines, here, end)
    return found + 1


def _find(lines: Sequence[str], start: int, end: int, name: str, nth: int) -> int | None:
    """A table of the name, else a key of the name, between two lines."""
    quoted = rf"[\"']?{re.escape(name)}[\"']?"
    header = re.compile(rf"^\s*\[+(?:[^\]]*\.)?\s*{quoted}\s*\]+")
    headers = [n for n in range(start, end) if header.search(lines[n])]
    if headers:
        return headers[min(nth, len(headers) - 1)]
    key = re.compile(rf"(?:^|[\s{{,.\"']){quoted}\s*=")
    return next((n for n in range(start, end) if key.search(lines[n])), None)


def _end_of_table(lines: Sequence[str], here: int, end: int) -> int:
    """A table ends where the next one that is not its own begins; a key has its own line and what follows."""
    header = re.match(r"\s*\[+([^\]]+?)\]", lines[here])
    if header is None:
        return end
    own = f"{header[1].strip()}."
    for n in range(here + 1, end):
        other = re.match(r"\s*\[+([^\]]+?)\]", lines[n])
        if other and not other[1].strip().startswith(own):
            return n
    return end
