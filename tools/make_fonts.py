"""Makes the two faces that camket ships from the packages of @fontsource/be-vietnam-pro.

usage: python make_fonts.py FOLDER_WITH_WOFF2 OUT      (needs fonttools and brotli)

Three things are done to Be Vietnam Pro (SIL OFL 1.1, no reserved font name):
1. latin and vietnamese become one file per weight, without hinting: half the bytes, half the requests;
2. figures of one width are added as the feature "tnum": the family has none, its 1 is 385 units and
   its 4 is 710, so a column of dates does not line up;
3. everything that Vietnamese and English text does not need is left out.
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


def joined(source: Path, weight: int) -> TTFont:
    with TemporaryDirectory() as folder:
        parts = []
        for part in ("latin", "vietnamese"):
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


def main(source: Path, out: Path) -> None:
    for weight, width in FIGURE_WIDTH.items():
        face = joined(source, weight)
        add_figures_of_one_width(face, width)
        options = subset.Options(hinting=False, layout_features=["kern", "mark", "mkmk", "tnum"])
        cut = subset.Subsetter(options)
        cut.populate(text=TEXT)
        cut.subset(face)
        face.flavor = "woff2"
        face.save(out / f"be-vietnam-camket-{weight}.woff2")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
