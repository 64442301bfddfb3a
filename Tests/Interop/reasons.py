"""Why a file that a program filled may go to review: what it draws, stores twice, or leaves out, by the code that says so.

Every other review is a complaint. The values are held against the plan in any case.
"""

STALE = "it writes the values and leaves the appearances as they were"
GLYPHS = "it draws characters for which the font has no glyph as others, or not at all"
GROUPS = "it changes a button and leaves what the group or its other buttons say"
CUT = "it does not draw what the font has no glyph for, nor the lines that the box has no room for"
LOW_BYTES = "of text that the font cannot encode it draws the low bytes of the code points, which may be the codes of other characters"

JUST: dict[str, dict[str, str]] = {
    "pikepdf": {"drawn-differs": STALE, "value-not-drawn": STALE},
    "pikepdf-form": {"drawn-differs": STALE},  # of fields with several widgets
    "pymupdf": {"drawn-differs": GLYPHS, "value-not-drawn": GLYPHS, "readers-differ": GROUPS, "values-differ": GROUPS},
    "pdfium": {"drawn-differs": GLYPHS, "value-not-drawn": GLYPHS},
    "chromium": {"drawn-differs": GLYPHS, "value-not-drawn": GLYPHS},
    "itext": {"drawn-differs": CUT, "value-not-drawn": CUT},
    "itext-font": {"drawn-differs": CUT},
    "itext-append": {"drawn-differs": CUT, "value-not-drawn": CUT},
    "pypdfform": {"state-differs": GROUPS},
    "pdfjs": {"values-differ": GROUPS, "readers-differ": GROUPS, "drawn-differs": LOW_BYTES, "value-not-drawn": LOW_BYTES},
    "poppler": {"state-differs": GROUPS},
}
