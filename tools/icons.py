"""Add icons to the one file that camket draws them from.

usage: python tools/icons.py ICONS_FOLDER NAME…

ICONS_FOLDER is `icons/outline` of the package @tabler/icons (MIT; its licence lies beside the file).
Each icon becomes one line of `src/camket/ui/icons.svg`; the lines are kept in the order of their names.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

SHEET = Path(__file__).resolve().parent.parent / "src/camket/ui/icons.svg"
SYMBOL = re.compile(r'<symbol id="([a-z0-9-]+)">(.*)</symbol>')
SHAPE = re.compile(r"<(?:path|circle|line|rect)[^>]*/>")


def drawn(source: Path) -> str:
    """The shapes of one icon, without the invisible square that Tabler puts first."""
    shapes = [" ".join(shape.split()) for shape in SHAPE.findall(source.read_text("utf-8"))]
    return "".join(shape.replace(" />", "/>") for shape in shapes if 'stroke="none"' not in shape)


def main(folder: Path, names: list[str]) -> None:
    """Add each named icon to the sheet, or draw it anew."""
    icons = dict(SYMBOL.findall(SHEET.read_text("utf-8"))) if SHEET.exists() else {}
    icons |= {name: drawn(folder / f"{name}.svg") for name in names}
    lines = [f'<symbol id="{name}">{icons[name]}</symbol>\n' for name in sorted(icons)]
    sheet = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "".join(lines) + "</svg>\n"
    SHEET.write_text(sheet, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
