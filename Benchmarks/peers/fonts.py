"""Fonts for the peers: fonts.py PREPARED. Made once, not measured.

noto.otf (CFF) and wqy.ttf (TrueType) come out of Debian's collections; tight.ttf and gb2312.ttf are wqy.ttf cut to the
characters of these people and to GB 2312: some libraries cannot cut, or are much quicker when they need not.
"""

import os
import subprocess
import sys

from fontTools import subset
from fontTools.ttLib import TTCollection

COLLECTIONS = {
    "noto.otf": ("Noto Sans CJK SC:style=Regular", "Noto Sans CJK SC"),
    "wqy.ttf": ("WenQuanYi Zen Hei", "WenQuanYi Zen Hei"),
}
UNUSED_TABLES = ["GSUB", "GPOS", "GDEF", "vhea", "vmtx", "VORG", "EBDT", "EBLC", "EBSC", "bdat", "bloc"]


def take_out(pattern, name, path):
    collection = subprocess.check_output(["fc-match", "-f", "%{file}", pattern], text=True)
    for font in TTCollection(collection, lazy=True).fonts:
        if name in (font["name"].getDebugName(4), font["name"].getDebugName(1)):
            font.save(path)
            return
    sys.exit(f"{collection} has no {name}; is it the font of Debian's package?")


def cut(source, characters, path):
    options = subset.Options(layout_features=[], hinting=False, glyph_names=False, notdef_outline=True)
    options.drop_tables += UNUSED_TABLES
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in characters])
    subsetter.subset(font)
    subset.save_font(font, path, options)


def main():
    folder = os.path.join(sys.argv[1], "fonts")
    os.makedirs(os.path.join(folder, "noto"), exist_ok=True)
    for file, (pattern, name) in COLLECTIONS.items():
        take_out(pattern, name, os.path.join(folder, file))
    # Typst searches a folder for fonts; this one has Noto alone.
    alone = os.path.join(folder, "noto", "noto.otf")
    if not os.path.exists(alone):
        os.link(os.path.join(folder, "noto.otf"), alone)
    with open(os.path.join(sys.argv[1], "characters.txt"), encoding="utf-8") as file:
        used = set(file.read())
    rows, columns = range(0xA1, 0xF8), range(0xA1, 0xFF)
    gb2312 = "".join(bytes([row, column]).decode("gb2312", "ignore") for row in rows for column in columns)
    for name, characters in (("tight", used), ("gb2312", used | set(gb2312))):
        cut(os.path.join(folder, "wqy.ttf"), characters, os.path.join(folder, f"{name}.ttf"))


if __name__ == "__main__":
    main()
