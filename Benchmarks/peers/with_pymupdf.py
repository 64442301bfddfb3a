"""PyMuPDF (MuPDF) as a drawing library.

Variants: std cuts WenQuanYi Zen Hei at the end of each file; tight embeds a font cut beforehand and cuts no more.
Merged and roster: std.
"""

from itertools import accumulate

import page
import pymupdf
import roster
from job import Job

job = Job.given(__doc__, ("std", "tight"))
records = job.records()
font = pymupdf.Font(fontfile=job.font("tight" if job.variant == "tight" else "wqy"))
EDGES = list(accumulate(roster.COLUMNS, initial=roster.MARGIN))


def rectangle(box):
    x, y, width, height = box
    return pymupdf.Rect(x, y, x + width, y + height)


def draw(document, person):
    sheet = document.new_page(width=page.WIDTH, height=page.HEIGHT)
    shape, writer = sheet.new_shape(), pymupdf.TextWriter(sheet.rect)
    for box in page.RULES:
        shape.draw_rect(rectangle(box))
    for tick in page.TICKS:
        shape.draw_rect(rectangle((tick.x, tick.y, tick.size, tick.size)))
        if person[tick.name]:
            shape.draw_polyline(list(tick.mark))
    shape.finish(width=0.6, closePath=False)
    shape.commit()
    for text in page.TEXTS:
        writer.append((text.x, text.y), text.text, font=font, fontsize=text.size)
    for value in page.VALUES:
        if words := person[value.name]:
            for line, x, y in page.place(words, value.box, value.size, value.align):
                writer.append((x, y), line, font=font, fontsize=value.size)
    writer.write_text(sheet)


def save(document, path):
    if job.variant == "std":
        document.subset_fonts()
    document.save(path, deflate=True, garbage=1)
    document.close()


class RosterPages:
    def __init__(self):
        self.document = pymupdf.open()
        self._begin()

    def _begin(self):
        self._sheet = self.document.new_page(width=roster.WIDTH, height=roster.HEIGHT)
        self._shape, self._writer = self._sheet.new_shape(), pymupdf.TextWriter(self._sheet.rect)

    def end(self):
        self._shape.finish(width=0.6)
        self._shape.commit()
        self._writer.write_text(self._sheet)

    def cell(self, words, box, size=roster.SIZE, align="c", rule=True):
        if rule:
            self._shape.draw_rect(rectangle(box))
        x, y, width, height = box
        lines = words.split("\n")
        for number, line in enumerate(lines):
            part = (x, y + number * height / len(lines), width, height / len(lines))
            for piece, at, baseline in page.place(line, part, size, align):
                self._writer.append((at, baseline), piece, font=font, fontsize=size)

    def head(self, y):
        for x, width, heading in zip(EDGES, roster.COLUMNS, roster.HEADINGS):
            self.cell(heading, (x, y, width, 24))
        return y + 24

    def row(self, record, y):
        cells = [page.wrap(record[key], width - 4, roster.SIZE) for key, width in zip(roster.KEYS, roster.COLUMNS)]
        height = max(16, 10 * max(map(len, cells)) + 2)
        if y + height > roster.HEIGHT - roster.MARGIN:
            self.end()
            self._begin()
            y = self.head(roster.MARGIN)
        for x, width, lines in zip(EDGES, roster.COLUMNS, cells):
            self._shape.draw_rect(rectangle((x, y, width, height)))
            baseline = y + (height - 10 * len(lines)) / 2 + roster.SIZE
            for number, line in enumerate(lines):
                if line:
                    at = x + (width - page.width(line, roster.SIZE)) / 2
                    self._writer.append((at, baseline + 10 * number), line, font=font, fontsize=roster.SIZE)
        return y + height


def make_each():
    for number, person in enumerate(records):
        document = pymupdf.open()
        draw(document, person)
        save(document, job.file(number))


def make_merged():
    document = pymupdf.open()
    for person in records:
        draw(document, person)
    save(document, job.whole())


def make_roster():
    pages = RosterPages()
    pages.cell(roster.TITLE, (EDGES[0], 36, EDGES[-1] - EDGES[0], 24), roster.TITLE_SIZE, rule=False)
    y = pages.head(66)
    for record in records:
        y = pages.row(record, y)
    for pair in roster.SIGNATURES:
        for left, words in zip((0, 5), pair):
            pages.cell(words, (EDGES[left], y, EDGES[left + 5] - EDGES[left], 16), align="l")
        y += 16
    pages.cell(roster.NOTE, (EDGES[0], y, 400, 18), roster.NOTE_SIZE, "l", rule=False)
    pages.end()
    save(pages.document, job.whole())


{"each": make_each, "merged": make_merged, "roster": make_roster}[job.work]()
