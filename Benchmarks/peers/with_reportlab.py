"""ReportLab's canvas; TrueType only, it refuses CFF outlines.

Variants: std draws every string and line on every page; xobject draws the unchanging part once, as a form XObject;
tight is std with a font cut beforehand to the characters of these people.
"""

import page
import roster
from job import Job
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

job = Job.given(__doc__, ("std", "xobject", "tight"))
pdfmetrics.registerFont(TTFont("F", job.font("tight" if job.variant == "tight" else "wqy")))
records = job.records()


def new(path):
    return canvas.Canvas(path, pagesize=(page.WIDTH, page.HEIGHT), pageCompression=1)


def draw_fixed(sheet):
    sheet.setLineWidth(0.6)
    for x, y, width, height in page.RULES:
        sheet.rect(x, page.HEIGHT - y - height, width, height)
    for tick in page.TICKS:
        sheet.rect(tick.x, page.HEIGHT - tick.y - tick.size, tick.size, tick.size)
    for text in page.TEXTS:
        sheet.setFont("F", text.size)
        sheet.drawString(text.x, page.HEIGHT - text.y, text.text)


def draw_values(sheet, person):
    size = None
    for value in page.VALUES:
        if words := person[value.name]:
            if value.size != size:
                size = value.size
                sheet.setFont("F", size)
            for line, x, y in page.place(words, value.box, value.size, value.align):
                sheet.drawString(x, page.HEIGHT - y, line)
    sheet.setLineWidth(1)
    for tick in page.TICKS:
        if person[tick.name]:
            path = sheet.beginPath()
            (x, y), *rest = tick.mark
            path.moveTo(x, page.HEIGHT - y)
            for x, y in rest:
                path.lineTo(x, page.HEIGHT - y)
            sheet.drawPath(path)


def make_merged():
    sheet = new(job.whole())
    if job.variant == "xobject":
        sheet.beginForm("S")
        draw_fixed(sheet)
        sheet.endForm()
    for person in records:
        if job.variant == "xobject":
            sheet.doForm("S")
        else:
            draw_fixed(sheet)
        draw_values(sheet, person)
        sheet.showPage()
    sheet.save()


def make_each():
    for number, person in enumerate(records):
        sheet = new(job.file(number))
        draw_fixed(sheet)
        draw_values(sheet, person)
        sheet.showPage()
        sheet.save()


def make_roster():
    """Lines are broken beforehand and cells are plain strings, which is quicker than paragraphs."""
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

    body = ParagraphStyle("body", fontName="F", fontSize=roster.SIZE, leading=10, alignment=1, wordWrap="CJK")
    title = ParagraphStyle("title", parent=body, fontSize=roster.TITLE_SIZE, leading=26)
    rows = [list(roster.HEADINGS)]
    for record in records:
        cells = (page.wrap(record[key], width - 4, roster.SIZE) for key, width in zip(roster.KEYS, roster.COLUMNS))
        rows.append(["\n".join(lines) for lines in cells])
    end = len(rows)
    rows += [[left, "", "", "", "", right, "", "", "", ""] for left, right in roster.SIGNATURES]
    style = [
        ("GRID", (0, 0), (-1, -1), 0.6, colors.black), ("FONT", (0, 0), (-1, -1), "F", roster.SIZE, 9),
        ("ALIGN", (0, 0), (-1, end - 1), "CENTER"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]
    style += [("SPAN", (start, end + row), (start + 4, end + row)) for row in (0, 1) for start in (0, 5)]
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), roster.MARGIN)
    document = SimpleDocTemplate(job.whole(), pagesize=(roster.WIDTH, roster.HEIGHT), pageCompression=1, **margins)
    table = LongTable(rows, roster.COLUMNS, repeatRows=1, style=TableStyle(style))
    document.build([Paragraph(roster.TITLE, title), table, Paragraph(roster.NOTE, body)])


{"each": make_each, "merged": make_merged, "roster": make_roster}[job.work]()
