"""Text that a face can print. What no face has is printed as its code point, because a box says nothing.

`fonts/covered.txt` lists the code points that the faces of papers have, as `tools/paper_cover.py` found them.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from pathlib import Path

FACES = Path(__file__).resolve().parent / "fonts"
UNSEEN = dict.fromkeys([0xAD, 0x200B, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10)])
"""What has no look of its own, and is left out: soft hyphens, zero-width spaces, variation selectors."""


@cache
def covered() -> tuple[tuple[int, int], ...]:
    """The first and last code point of each run that the faces have."""
    lines = (FACES / "covered.txt").read_text("ascii").split()
    runs = (line.partition("-") for line in lines)
    return tuple((int(first, 16), int(last or first, 16)) for first, _, last in runs)


def has_face(character: str) -> bool:
    """Whether some face prints the character."""
    code, runs = ord(character), covered()
    place = bisect_right(runs, (code, 0x110000)) - 1
    return place >= 0 and runs[place][0] <= code <= runs[place][1]


def legible(text: str) -> str:
    """A text on one line, composed (NFC), with `U+1F389` in place of what cannot be printed.

    Marks that turn the direction of writing are printed as code points too: they could make a line say
    something else than what was sent.
    """
    composed = unicodedata.normalize("NFC", text).translate(UNSEEN)
    return " ".join("".join(_printed(composed)).split(" ")).strip()


def _printed(text: str) -> Iterable[str]:
    spaced = False
    for character in text:
        if character.isspace() and character not in "\u00a0\u202f":
            yield "" if spaced else " "
            spaced = True
            continue
        spaced = False
        yield character if has_face(character) else f"U+{ord(character):04X}"
