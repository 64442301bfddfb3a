"""fpdf2, drawing; its table() for the roster. Variants: std with Noto Sans CJK SC; tight with a font cut beforehand.

The font is parsed again for each file: output() cuts the font it was given, so that no second file can share it.
"""

import logging
import warnings

import page
import roster
from fpdf import FPDF
from fpdf.fonts import FontFace
from job import Job

warnings.simplefilter("ignore")
logging.disable(logging.WARNING)
job = Job.given(__doc__, ("std", "tight"))
records = job.records()


def new(orientation="portrait"):
    document = FPDF(orientation=orientation, unit="pt", format="A4")
    document.set_auto_page_break(orientation == "landscape", roster.MARGIN)
    document.set_margin(roster.MARGIN)
    document.add_font("F", "", job.font("tight" if job.variant == "tight" else "noto"))
    return document


def draw(document, person):
    document.add_page()
    document.set_line_width(0.6)
    for box in page.RULES:
        document.rect(*box)
    for tick in page.TICKS:
        document.rect(tick.x, tick.y, tick.size, tick.size)
    for text in page.TEXTS:
        document.set_font("F", size=text.size)
        document.text(text.x, text.y, text.text)
    for value in page.VALUES:
        if words := person[value.name]:
            document.set_font("F", size=value.size)
            for line, x, y in page.place(words, value.box, value.size, value.align):
                document.text(x, y, line)
    for tick in page.TICKS:
        if person[tick.name]:
            start, middle, end = tick.mark
            document.line(*start, *middle)
            document.line(*middle, *end)


def make_each():
    for number, person in enumerate(records):
        document = new()
        draw(document, person)
        document.output(job.file(number))


def make_merged():
    document = new()
    for person in records:
        draw(document, person)
    document.output(job.whole())


def make_roster():
    document = new("landscape")
    document.add_page()
    document.set_font("F", size=roster.TITLE_SIZE)
    document.cell(0, 26, roster.TITLE, align="C", new_x="LMARGIN", new_y="NEXT")
    document.set_font("F", size=roster.SIZE)
    document.set_line_width(0.6)
    with document.table(
        col_widths=roster.COLUMNS, text_align="CENTER", line_height=9.5, padding=(1.5, 2), v_align="MIDDLE",
        wrapmode="CHAR", headings_style=FontFace(emphasis=""),
    ) as table:
        table.row(roster.HEADINGS)
        for record in records:
            table.row([record[key] for key in roster.KEYS])
        for left, right in roster.SIGNATURES:
            row = table.row()
            row.cell(left, colspan=5, align="LEFT")
            row.cell(right, colspan=5, align="LEFT")
    document.cell(0, 16, roster.NOTE)
    document.output(job.whole())


{"each": make_each, "merged": make_merged, "roster": make_roster}[job.work]()
