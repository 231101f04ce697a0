"""Makes the font files of this folder from the npm packages @fontsource/noto-sans
5.3.0, noto-sans-mono 5.3.0, noto-sans-armenian 5.3.0 and source-serif-4 5.3.1.

    python3 subset.py NODE_MODULES

Cyrillic and Armenian files are the packages' own. The Latin file of each face is
cut in two, marks and digits apart from letters, because a page in Russian needs
the first and hardly the second. The no-break hyphen and the narrow no-break space,
which the packages lack, are given the glyphs of the hyphen and the thin space.
The cut faces of Source Serif carry the name Chancery Serif inside, since the
licence reserves the name Source. Needs fonttools and brotli.
"""

import os
import shutil
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

COMMON = "0020-0040,005B-0060,007B-00BF,00D7,00F7,2000-206F,20AC,2122,2212"
LETTERS = "0041-005A,0061-007A,00C0-00D6,00D8-00F6,00F8-00FF,0131,0152-0153,02BB-02BC,02C6,02DA,02DC"
FACES = [
    ("noto-sans", "400-normal"),
    ("noto-sans", "600-normal"),
    ("source-serif-4", "400-normal"),
    ("source-serif-4", "600-normal"),
    ("source-serif-4", "400-italic"),
    ("noto-sans-mono", "400-normal"),
]
SAME = {0x2011: 0x2D, 0x202F: 0x2009}  # given the glyph of


def source(modules, family, part, face):
    return f"{modules}/@fontsource/{family}/files/{family}-{part}-{face}.woff2"


def cut(src, dst, unicodes):
    options = subset.Options()
    options.flavor = "woff2"
    options.hinting = False
    options.notdef_outline = True
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "pnum", "liga"]
    font = subset.load_font(src, options)
    for table in font["cmap"].tables:
        for code, like in SAME.items():
            if table.isUnicode() and like in table.cmap:
                table.cmap[code] = table.cmap[like]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(unicodes))
    cutter.subset(font)
    for name in font["name"].names:
        if name.nameID in (1, 3, 4, 6, 16):
            text = name.toUnicode().replace("Source Serif 4", "Chancery Serif").replace("SourceSerif4", "ChancerySerif")
            name.string = text
    subset.save_font(font, dst, options)


def main(modules):
    for family, face in FACES:
        latin = source(modules, family, "latin", face)
        cut(latin, f"{family}-common-{face}.woff2", COMMON)
        cut(latin, f"{family}-latin-{face}.woff2", LETTERS)
        for part in ("cyrillic", "cyrillic-ext"):
            src = source(modules, family, part, face)
            shutil.copyfile(src, os.path.basename(src))
    src = source(modules, "noto-sans-armenian", "armenian", "400-normal")
    shutil.copyfile(src, os.path.basename(src))
    for family in ("noto-sans", "noto-sans-mono", "noto-sans-armenian", "source-serif-4"):
        shutil.copyfile(f"{modules}/@fontsource/{family}/LICENSE", f"{family}.LICENSE.txt")


main(sys.argv[1])
