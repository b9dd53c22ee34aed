"""From a sheet of ours and plain words to a PDF: the same bytes each time, archivable (PDF/A-2a, PDF/UA-1).

Words come in as JSON and are only ever text: nothing in them can name a file or an address, because the
sheet does not read them as code. Under its root lie only our own sheets, and there are no packages.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

import typst

from camket.clock import HOME_ZONE
from camket.ui.papers.legible import FACES

if TYPE_CHECKING:
    from typst import PDFStandard

STANDARDS: list[PDFStandard] = ["a-2a", "ua-1"]
SHEETS = Path(__file__).resolve().parent / "sheets"
NOWHERE = SHEETS / "no-packages"

# A compiler is not made for two threads at once. One is kept for each sheet, and not made anew, because
# typst numbers every source that it ever sees in a process and has 65,535 numbers.
_turn = Lock()


@cache
def faces() -> typst.Fonts:
    """Be Vietnam Pro, and behind it the faces that typst carries; never those of this machine."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FACES)]
    )


@cache
def compiler(sheet: Path) -> typst.Compiler:
    """The compiler of one sheet."""
    return typst.Compiler(
        sheet,
        root=sheet.parent,
        font_paths=faces(),
        ignore_system_fonts=True,
        package_path=NOWHERE,
        package_cache_path=NOWHERE,
    )


def print_pdf(sheet: Path, words: Mapping[str, Any], *, at: datetime) -> bytes:
    """Print a sheet. `words` is what JSON can hold; `at` is the instant that the paper is dated with."""
    wall = at.astimezone(HOME_ZONE)
    dated = {**words, "date": [wall.year, wall.month, wall.day]}
    with _turn:
        printed = compiler(sheet).compile(
            sys_inputs={"words": json.dumps(dated, ensure_ascii=False)},
            pdf_standards=STANDARDS,
            timestamp=int(at.timestamp()),
        )
    return cast("bytes", printed)
