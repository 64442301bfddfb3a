"""The AcroForm template that the form fillers fill: pdf_template.py PREPARED. Made once, not measured.

The fixed page is drawn by ReportLab; 41 text fields, 9 check boxes and a whole embedded Type 0 font are added by
pikepdf. Two files: form-tight.pdf with the font cut to the characters of these people, form-gb2312.pdf with all of GB
2312.
"""

import io
import os
import sys

import page
import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Stream, String
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont as EmbeddedFont
from reportlab.pdfgen import canvas

FONT_NAME = Name("/WenQuanYiZenHei")
ONE_LINE = ("id", "ss_no")


def fixed_page(font_path):
    pdfmetrics.registerFont(EmbeddedFont("F", font_path))
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, pagesize=(page.WIDTH, page.HEIGHT), pageCompression=1)
    sheet.setLineWidth(0.6)
    for x, y, width, height in page.RULES:
        sheet.rect(x, page.HEIGHT - y - height, width, height)
    for text in page.TEXTS:
        sheet.setFont("F", text.size)
        sheet.drawString(text.x, page.HEIGHT - text.y, text.text)
    sheet.showPage()
    sheet.save()
    return buffer.getvalue()


def to_unicode(font):
    numbers = {}
    for code, glyph in sorted(font.getBestCmap().items(), reverse=True):
        numbers[font.getGlyphID(glyph)] = code
    entries = [f"<{glyph:04X}> <{chr(code).encode('utf-16-be').hex()}>" for glyph, code in sorted(numbers.items())]
    parts = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange"]
    for start in range(0, len(entries), 100):
        some = entries[start:start + 100]
        parts += [f"{len(some)} beginbfchar", *some, "endbfchar"]
    return "\n".join([*parts, "endcmap CMapName currentdict /CMap defineresource pop end end"]).encode()


def embedded_font(pdf, path):
    font = TTFont(path)
    head, lines = font["head"], font["hhea"]

    def per_thousand(value):
        return round(value * 1000 / head.unitsPerEm)

    widths = [per_thousand(font["hmtx"][glyph][0]) for glyph in font.getGlyphOrder()]
    with open(path, "rb") as file:
        program = Stream(pdf, file.read())
    descriptor = pdf.make_indirect(Dictionary(
        Type=Name.FontDescriptor, FontName=FONT_NAME, Flags=4, ItalicAngle=0, CapHeight=800, StemV=80,
        FontBBox=Array([per_thousand(edge) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)]),
        Ascent=per_thousand(lines.ascent), Descent=per_thousand(lines.descent), FontFile2=pdf.make_indirect(program)))
    descendant = pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=FONT_NAME, DW=1000, W=Array([0, Array(widths)]),
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=descriptor, CIDToGIDMap=Name.Identity))
    return pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=FONT_NAME, Encoding=Name("/Identity-H"),
        DescendantFonts=Array([descendant]), ToUnicode=pdf.make_indirect(Stream(pdf, to_unicode(font)))))


def text_field(pdf, sheet, value):
    x, y, width, height = value.box
    many = (width > 60 or height > 40) and value.align == "c" and value.name not in ONE_LINE
    return pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(value.name), F=4, P=sheet.obj,
        Rect=Array([x + 1, page.HEIGHT - y - height + 1, x + width - 1, page.HEIGHT - y - 1]),
        DA=String(f"/CJK {value.size:g} Tf 0 g"), Q=1 if value.align == "c" else 0, Ff=4096 if many else 0))


def check_boxes(pdf, sheet):
    def drawn(content):
        return pdf.make_indirect(Stream(pdf, content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 8, 8]))

    square = b"q 0.6 w 0.5 0.5 7 7 re S "
    states = Dictionary(Off=drawn(square + b"Q"), Yes=drawn(square + b"1 w 1.8 4 m 3.5 2 l 6.4 6.4 l S Q"))
    for tick in page.TICKS:
        yield pdf.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, T=String(tick.name), F=4, P=sheet.obj, V=Name.Off,
            AS=Name.Off,
            Rect=Array([tick.x, page.HEIGHT - tick.y - tick.size, tick.x + tick.size, page.HEIGHT - tick.y]),
            MK=Dictionary(CA=String("4")), AP=Dictionary(N=states)))


def make(fixed, font_path, path):
    with pikepdf.open(io.BytesIO(fixed)) as pdf:
        sheet = pdf.pages[0]
        fields = [text_field(pdf, sheet, value) for value in page.VALUES] + list(check_boxes(pdf, sheet))
        fonts = Dictionary(
            CJK=embedded_font(pdf, font_path),
            ZaDb=pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats)),
            Helv=pdf.make_indirect(
                Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)))
        sheet.Annots = pdf.make_indirect(Array(fields))
        pdf.Root.AcroForm = pdf.make_indirect(
            Dictionary(Fields=Array(fields), DA=String("/CJK 8 Tf 0 g"), DR=Dictionary(Font=fonts)))
        pdf.save(
            path, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True, recompress_flate=True)


def main():
    fonts, templates = (os.path.join(sys.argv[1], name) for name in ("fonts", "templates"))
    os.makedirs(templates, exist_ok=True)
    fixed = fixed_page(os.path.join(fonts, "wqy.ttf"))
    for name in ("tight", "gb2312"):
        make(fixed, os.path.join(fonts, f"{name}.ttf"), os.path.join(templates, f"form-{name}.pdf"))


if __name__ == "__main__":
    main()
