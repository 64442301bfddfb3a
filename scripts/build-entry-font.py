"""Builds the entry font of fillable forms: build-entry-font.py NotoSansCJK-Regular.ttc Resources/fonts/entry.ttf

The outlines come from Noto Sans CJK SC of Debian's fonts-noto-cjk (SIL Open Font License), brought to TrueType's curves
and to a coarser grid, since every fillable file carries this font. Needs fonttools. Same source, same bytes.

The font stands in a form's default appearance. It has real outlines for what people type most (Latin, digits,
a few signs), and the geta mark 〓, the printer's sign for a missing sort, for every other character:

- A cmap of its answers for every character of Unicode (a many-to-one table, format 13). A program that refuses to set a
  value for which the font "has no glyph" therefore never refuses.
- The glyph number of an ASCII character is its code: a program that writes character codes where glyph numbers
  belong draws digits and letters right all the same.
- Glyph 0 is the geta mark too, so that a code beyond the last glyph shows as one, not as nothing.

What a PDF must say beside it: Identity-H, CIDToGIDMap Identity, and a ToUnicode that lists the real glyphs only, so
that a viewer with fonts of its own draws the other characters from those.
"""

from __future__ import annotations

import sys

from fontTools.agl import UV2AGL
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.filterPen import DecomposingFilterPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

GETA = 0x3013
EXTRA = "·、，。：；（）“”—年月日"
ASCII = range(0x20, 0x7F)
# The face of simplified Chinese in the collection; how far curves may stray; the grid (in thousandths of the em).
FACE, STRAY, GRID = 2, 5, 10


class Snapped(DecomposingFilterPen):
    """Passes outlines on with their points on the grid."""

    def _on(self, points):
        return [(round(x / GRID) * GRID, round(y / GRID) * GRID) for x, y in points]

    def moveTo(self, point):
        super().moveTo(*self._on([point]))

    def lineTo(self, point):
        super().lineTo(*self._on([point]))

    def qCurveTo(self, *points):
        super().qCurveTo(*self._on(points))


def build(source: str, target: str) -> None:
    font = TTFont(source, fontNumber=FACE)
    names, source_glyphs, widths = font.getBestCmap(), font.getGlyphSet(), font["hmtx"]
    upem = font["head"].unitsPerEm

    # Short names, and for ASCII those that every font knows by number.
    real = {c: UV2AGL[c] for c in ASCII} | {ord(c): f"x{n}" for n, c in enumerate(EXTRA)} | {GETA: "geta"}
    codes = {name: code for code, name in real.items()} | {".notdef": GETA}
    order = [".notdef", "geta"] + [f"b{n}" for n in range(2, 0x20)]
    order += [real[c] for c in [*ASCII, *map(ord, EXTRA)]]
    shapes = {}
    advances: dict[str, tuple[int, int]] = {}
    for name in order:
        code = codes.get(name, 0x20)
        pen = TTGlyphPen(None)
        snapped = Snapped(pen, source_glyphs)
        source_glyphs[names[code]].draw(Cu2QuPen(snapped, max_err=STRAY, reverse_direction=True))
        shapes[name] = pen.glyph()
        advances[name] = (widths[names[code]][0], 0)
    builder = FontBuilder(upem, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(real)
    builder.setupGlyf(shapes)
    glyf = builder.font["glyf"]
    builder.setupHorizontalMetrics({n: (advances[n][0], getattr(glyf[n], "xMin", 0)) for n in order})
    builder.setupHorizontalHeader(ascent=font["hhea"].ascent, descent=font["hhea"].descent)
    builder.setupOS2(sTypoAscender=font["hhea"].ascent, sTypoDescender=font["hhea"].descent, fsType=0)
    builder.font["cmap"].tables = [everything(real), reals(real)]
    # Names, so that fontTools does not make them up from the longest map.
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 3_600_000_000
    builder.font.recalcTimestamp = False
    builder.font.save(target)


def everything(real: dict[int, str]) -> CmapSubtable:
    """The map for Unicode's platform, which PDFBox looks at first: every character has a glyph. PDFBox writes the map out for every field,
    so ranges where Unicode 17 has no characters are left out, and the private ones beyond the first plane. Surrogates have one as well:
    where a line is full PDFBox breaks between the two of a rare character, and asks for each."""
    table = CmapSubtable.newSubtable(13)
    table.platformID, table.platEncID, table.language, table.reserved = 0, 4, 0, 0
    scalars = [*range(0x20, 0x34000), *range(0xE0100, 0xE01F0)]
    table.cmap = {code: real.get(code, "geta") for code in scalars}
    return table


def reals(real: dict[int, str]) -> CmapSubtable:
    """The map for Windows, which fontTools looks at first, and with it pypdf: it writes a map out for every field, so it must be short."""
    table = CmapSubtable.newSubtable(12)
    table.platformID, table.platEncID, table.language, table.reserved = 3, 10, 0, 0
    table.cmap = dict(real)
    return table


if __name__ == "__main__":
    build(*sys.argv[1:])
