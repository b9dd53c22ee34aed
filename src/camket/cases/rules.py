"""Case numbers and tracking codes: short enough to say on the phone, safe enough to trust. Pure.

A number looks like `KN-26-4F7K2`: the company's prefix, the year of receipt, and a body of four or more
characters with a check character. The alphabet has 31 characters (no 0, O, 1, I, L) and 31 is
prime, so the weighted check finds every wrong character and every two that changed places.
"""

from __future__ import annotations

import re
from enum import StrEnum

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
BASE = len(ALPHABET)
SHORTEST_BODY = 4
SPREAD = 387_420_491  # prime, so that multiplying by it visits every number of the space once
TRACKING_LENGTH = 12
_NUMBER = re.compile(r"\b([A-Z]{2,4})[-\s]?(\d{2})[-\s]?([2-9A-HJ-KM-NP-Z]{5,9})\b")


class Direction(StrEnum):
    """Which way a message goes. A note stays inside."""

    IN = "in"
    OUT = "out"
    NOTE = "note"


class Distance(StrEnum):
    """Where a file is that lay at a message service."""

    AWAY = "away"
    HOME = "home"
    LOST = "lost"


class Scan(StrEnum):
    """What is known of a file's harmlessness."""

    NOT_SCANNED = "not_scanned"
    CLEAN = "clean"
    QUARANTINED = "quarantined"
    UNSCANNABLE = "unscannable"


def case_number(prefix: str, year: int, serial: int) -> str:
    """The number of the `serial`-th case of a year (from 0), spread so that neighbours look unalike."""
    length = SHORTEST_BODY
    while serial >= BASE**length:
        serial -= BASE**length
        length += 1
    spread = (serial * SPREAD + year) % BASE**length
    body = ""
    for _ in range(length):
        spread, digit = divmod(spread, BASE)
        body = ALPHABET[digit] + body
    return f"{prefix}-{year % 100:02d}-{body}{check_character(prefix, year, body)}"


def check_character(prefix: str, year: int, body: str) -> str:
    """The character that makes the weighted sum of year and body divisible by 31."""
    values = [year % 100 // 10, year % 10, *(ALPHABET.index(c) for c in body)]
    weighted = sum((position + 2) * value for position, value in enumerate(values))
    return ALPHABET[weighted % BASE]


def read_number(text: str, prefix: str) -> str | None:
    """The first case number in a text whose check character is right, in its normal form."""
    for match in _NUMBER.finditer(text.upper()):
        found, year, body = match.groups()
        if found == prefix and check_character(found, int(year), body[:-1]) == body[-1]:
            return f"{found}-{year}-{body}"
    return None


def read_tracking_code(text: str) -> str:
    """A tracking code as typed: case, spaces and dashes do not matter."""
    return "".join(c for c in text.upper() if c in ALPHABET)


def tracking_code_from(digest: bytes) -> str:
    """Twelve characters (59 bits) from the leading bytes of a keyed digest."""
    value = int.from_bytes(digest[:16], "big")
    code = ""
    for _ in range(TRACKING_LENGTH):
        value, digit = divmod(value, BASE)
        code += ALPHABET[digit]
    return code


def tracking_code_shown(code: str) -> str:
    """The code in three groups of four, as it is printed and said."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def subject_of(number: str) -> str:
    """The name of the case's chain of facts."""
    return f"case:{number}"
