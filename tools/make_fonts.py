"""Makes the faces that camket ships from the packages of @fontsource/be-vietnam-pro.

usage: python make_fonts.py FOLDER_WITH_WOFF2 OUT_FOR_PAGES OUT_FOR_PAPERS   (needs fonttools and brotli)

Three things are done to Be Vietnam Pro (SIL OFL 1.1, no reserved font name) for pages:
1. latin and vietnamese become one file per weight, without hinting: half the bytes, half the requests;
2. figures of one width are added as the feature "tnum": the family has none, its 1 is 385 units and
   its 4 is 710, so a column of dates does not line up;
3. everything that Vietnamese and English text does not need is left out.

For papers each weight is one TrueType file with every letter that the family has, because names from
other countries are printed too and nobody waits for a paper to load.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools import merge, subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FIGURE_WIDTH = {400: 632, 600: 656}
TEXT = (
    "".join(map(chr, [*range(0x20, 0x7F), *range(0x1EA0, 0x1EFA)]))
    + "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư«»·–—…×§•“”‘’°²½₫−\u00a0\u2011\u202f"
)
FIGURES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


PAGES = ("latin", "vietnamese")
PAPERS = ("latin", "vietnamese", "latin-ext")


def joined(source: Path, weight: int, pieces: tuple[str, ...]) -> TTFont:
    with TemporaryDirectory() as folder:
        parts = []
        for part in pieces:
            face = TTFont(source / f"be-vietnam-pro-{part}-{weight}-normal.woff2")
            face.flavor = None
            parts.append(f"{folder}/{part}.ttf")
            face.save(parts[-1])
        face = merge.Merger().merge(parts)
        face.save(f"{folder}/joined.ttf")
        return TTFont(f"{folder}/joined.ttf")


def add_figures_of_one_width(face: TTFont, width: int) -> None:
    glyphs = face.getGlyphSet()
    for name in FIGURES:
        advance = face["hmtx"][name][0]
        squeeze = min(1, width / advance)
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(TransformPen(pen, (squeeze, 0, 0, 1, (width - advance * squeeze) / 2, 0)))
        glyph = pen.glyph()
        glyph.recalcBounds(face["glyf"])
        face["glyf"][f"{name}.tnum"] = glyph
        face["hmtx"][f"{name}.tnum"] = (width, glyph.xMin)
    rules = "".join(f"sub {name} by {name}.tnum; " for name in FIGURES)
    addOpenTypeFeaturesFromString(face, f"feature tnum {{ {rules} }} tnum;", tables=["GSUB"])


def for_pages(source: Path, weight: int, out: Path) -> None:
    face = joined(source, weight, PAGES)
    add_figures_of_one_width(face, FIGURE_WIDTH[weight])
    options = subset.Options(hinting=False, layout_features=["kern", "mark", "mkmk", "tnum"])
    cut = subset.Subsetter(options)
    cut.populate(text=TEXT)
    cut.subset(face)
    face.flavor = "woff2"
    face.save(out / f"be-vietnam-camket-{weight}.woff2")


def for_papers(source: Path, weight: int, out: Path) -> None:
    face = joined(source, weight, PAPERS)
    add_figures_of_one_width(face, FIGURE_WIDTH[weight])
    options = subset.Options(hinting=False, layout_features=["kern", "mark", "mkmk", "tnum"])
    cut = subset.Subsetter(options)
    cut.populate(unicodes=face.getBestCmap())
    cut.subset(face)
    face["head"].modified = face["head"].created
    face.save(out / f"be-vietnam-paper-{weight}.ttf", reorderTables=True)


def main(source: Path, pages: Path, papers: Path) -> None:
    for weight in FIGURE_WIDTH:
        for_pages(source, weight, pages)
        for_papers(source, weight, papers)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
