"""Finds out which code points the faces of papers have, in both weights, and writes them down.

usage: python -m tools.paper_cover      (after new faces, or a new typst)

typst refuses a missing glyph where it makes an archivable PDF; that is what is asked here, of every letter,
mark, number, sign and symbol of the Basic Multilingual Plane.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from camket.ui.papers.legible import FACES
from camket.ui.papers.printing import STANDARDS, compiler

SAMPLE = """#set document(title: "cover")
#set text(font: ("Be Vietnam Pro", "DejaVu Sans Mono", "Libertinus Serif"), lang: "vi")
#let all = json(bytes(sys.inputs.at("all")))
#for weight in (400, 600) { for one in all { text(weight: weight, one); parbreak() } }
"""
LAST = 0xFFFF
STRIDE = 64


def wanted() -> list[str]:
    """What a person may write: no controls, no private or unassigned code points, no bare space,
    and no mark that stands on another letter: whether it prints depends on the letter."""
    every = map(chr, range(0x21, LAST + 1))
    return [one for one in every if unicodedata.category(one)[0] not in "CMZ"] + [
        "\u00a0",
        "\u202f",
    ]


def prints(sheet: Path, characters: list[str]) -> bool:
    """Whether all of them have a glyph."""
    words = {"all": json.dumps(characters)}
    try:
        compiler(sheet).compile(sys_inputs=words, pdf_standards=STANDARDS)
    except typst.TypstError:
        return False
    return True


def printable(sheet: Path, characters: list[str]) -> Iterable[str]:
    """Those that have a glyph, found by halving."""
    if not characters or prints(sheet, characters):
        yield from characters
    elif len(characters) > 1:
        middle = len(characters) // 2
        yield from printable(sheet, characters[:middle])
        yield from printable(sheet, characters[middle:])


def runs(codes: list[int]) -> Iterable[str]:
    """Neighbours as `41-5a`."""
    first = last = codes[0]
    for code in [*codes[1:], LAST + 2]:
        if code != last + 1:
            yield f"{first:x}-{last:x}" if last > first else f"{first:x}"
            first = code
        last = code


def main() -> None:
    """Write the list."""
    every = wanted()
    with TemporaryDirectory() as folder:
        sheet = Path(folder) / "cover.typ"
        sheet.write_text(SAMPLE, "utf-8")
        found = [
            ord(one)
            for start in range(0, len(every), STRIDE)
            for one in printable(sheet, every[start : start + STRIDE])
        ]
    (FACES / "covered.txt").write_text("\n".join(runs(sorted(found))) + "\n", "ascii")
    print(f"{len(found)} code points")


if __name__ == "__main__":
    main()
