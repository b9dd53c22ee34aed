"""Takes a clause file apart: TOML between two `+++` lines, then a text in each language.

+++
id = "hours"
+++
--- vi ---
# Giờ làm việc
…
--- en ---
# Opening hours
…
--- vi 2027-01-01 ---
(the Vietnamese text from the version of that day on)
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from camket.policy.faults import Findings

FENCE = "+++"
_HEADER = re.compile(r"---\s*(?P<language>[a-z]+)(?:\s+(?P<since>\S+))?\s*---")
_PLACE = re.compile(r"at line (\d+)")


@dataclass(frozen=True)
class Section:
    """A text in one language; `since` is the version from which it holds, None for the first one.

    `line` is the line of the file on which `text` begins; for an empty one, its header's.
    """

    language: str
    since: dt.date | None
    text: str
    line: int


@dataclass(frozen=True)
class ClauseFile:
    """What stands in a file, before anything is believed of it; `front` is None where it is no TOML."""

    path: Path
    lines: tuple[str, ...]
    front: dict[str, Any] | None
    sections: tuple[Section, ...]


def read_lines(path: Path, findings: Findings) -> tuple[str, ...] | None:
    """The lines of a file of UTF-8 in NFC; None, with a fault, if it cannot be read as that.

    What an editor changes by itself (line ends, blanks at their ends, the form of composed letters) is
    levelled here, so that it never looks like a change of the policy.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or str(error)
        findings.say(1, f"Không đọc được tệp ({reason}).", f"The file cannot be read ({reason}).")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        findings.say(line, "Tệp phải là UTF-8.", "The file must be UTF-8.")
    else:
        return tuple(line.rstrip() for line in unicodedata.normalize("NFC", text).split("\n"))
    return None


def read_clause_file(path: Path, findings: Findings) -> ClauseFile | None:
    """Take the file apart; None, with a fault, where it has no front matter."""
    lines = read_lines(path, findings)
    fences = [place for place, line in enumerate(lines or ()) if line.strip() == FENCE]
    if lines is None:
        return None
    if len(fences) < 2 or any(line.strip() for line in lines[: fences[0]]):  # noqa: PLR2004 - a pair
        findings.say(
            1,
            f"Tệp phải bắt đầu bằng phần khai báo giữa hai dòng {FENCE}.",
            f"The file must begin with its front matter between two {FENCE} lines.",
        )
        return None
    front = read_toml(lines[fences[0] + 1 : fences[1]], fences[0] + 1, findings)
    sections = _sections(lines, fences[1] + 1, findings)
    return ClauseFile(path, lines, front, sections)


def read_toml(lines: Sequence[str], before: int, findings: Findings) -> dict[str, Any] | None:
    """The TOML of these lines, of which `before` others stand above; None, with a fault, if it is none."""
    try:
        return tomllib.loads("\n" * before + "\n".join(lines) + "\n")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = _PLACE.search(str(error))
        last = max((n for n, text in enumerate(lines, 1) if text), default=1)
        line = int(place[1]) if place else before + last
        findings.say(
            line, f"Phần TOML viết sai: {error}.", f"The TOML cannot be understood: {error}."
        )
        return None


def _sections(lines: Sequence[str], start: int, findings: Findings) -> tuple[Section, ...]:
    """The texts below the front matter; each begins with a header line."""
    headers = [n for n in range(start, len(lines)) if _HEADER.fullmatch(lines[n].strip())]
    before = range(start, headers[0] if headers else len(lines))
    if stray := [n for n in before if lines[n].strip()]:
        findings.say(
            stray[0] + 1,
            "Trước phần chữ phải có dòng --- vi --- hoặc --- en ---.",
            "A text must stand below a line --- vi --- or --- en ---.",
        )
    ends = [*headers[1:], len(lines)]
    found = [_section(lines, head, end, findings) for head, end in zip(headers, ends, strict=False)]
    return tuple(section for section in found if section is not None)


def _section(lines: Sequence[str], head: int, end: int, findings: Findings) -> Section | None:
    header = _HEADER.fullmatch(lines[head].strip())
    assert header is not None  # noqa: S101 - the caller found the line by this pattern
    since = _day(header["since"])
    if header["language"] not in {"vi", "en"} or (header["since"] and since is None):
        findings.say(
            head + 1,
            f"Dòng “{lines[head].strip()}” phải như --- vi ---, --- en --- hoặc --- vi 2027-01-01 ---.",
            f'The line "{lines[head].strip()}" must be like --- vi ---, --- en --- or --- vi 2027-01-01 ---.',
        )
        return None
    first = next((n for n in range(head + 1, end) if lines[n].strip()), head)
    text = "\n".join(lines[max(first, head + 1) : end]).rstrip()
    return Section(header["language"], since, text, first + 1)


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError:
        return None
