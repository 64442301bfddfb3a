"""The archive roster on a cairo context, with Pango or without."""

from itertools import accumulate

import page
import roster

EDGES = [roster.MARGIN, *accumulate(roster.COLUMNS, initial=roster.MARGIN)][1:]
BOTTOM = roster.HEIGHT - roster.MARGIN


def draw_cell(context, pango, words, box, size=roster.SIZE, align="c"):
    if pango:
        pango.show(context, words, box, size, align)
        return
    context.set_font_size(size)
    x, y, width, height = box
    lines = words.split("\n")
    for number, line in enumerate(lines):
        part = (x, y + number * height / len(lines), width, height / len(lines))
        for piece, at, baseline in page.place(line, part, size, align):
            context.move_to(at, baseline)
            context.show_text(piece)


def draw_head(context, pango, y):
    for x, width, heading in zip(EDGES, roster.COLUMNS, roster.HEADINGS):
        context.rectangle(x, y, width, 24)
        draw_cell(context, pango, heading, (x, y, width, 24))
    context.stroke()
    return y + 24


def broken(record):
    """Lines of each cell and the height of the row."""
    cells = [page.wrap(record[key], width - 4, roster.SIZE) for key, width in zip(roster.KEYS, roster.COLUMNS)]
    return cells, max(16, 10 * max(map(len, cells)) + 2)


def draw_broken(context, cells, y, height):
    context.set_font_size(roster.SIZE)
    for x, width, lines in zip(EDGES, roster.COLUMNS, cells):
        baseline = y + (height - 10 * len(lines)) / 2 + roster.SIZE
        for number, line in enumerate(lines):
            context.move_to(x + (width - page.width(line, roster.SIZE)) / 2, baseline + 10 * number)
            context.show_text(line)


def laid_out(pango, record):
    """Pango's layouts, where each stands, and the height of the row."""
    cells, height = [], 16
    for x, width, key in zip(EDGES, roster.COLUMNS, roster.KEYS):
        if record[key]:
            layout, needed = pango.laid_out(record[key], width - 4, roster.SIZE)
            cells.append((x, layout, needed))
            height = max(height, needed)
    return cells, height


def draw_laid_out(context, cells, y, height):
    import pangocairocffi

    for x, layout, needed in cells:
        context.move_to(x + 2, y + (height - needed) / 2)
        pangocairocffi.show_layout(context, layout)


def draw_roster(context, records, pango):
    x, width = EDGES[0], EDGES[-1] - EDGES[0]
    draw_cell(context, pango, roster.TITLE, (x, 36, width, 24), roster.TITLE_SIZE)
    y = draw_head(context, pango, 66)
    for record in records:
        cells, height = laid_out(pango, record) if pango else broken(record)
        if y + height > BOTTOM:
            context.show_page()
            y = draw_head(context, pango, roster.MARGIN)
        for left, column in zip(EDGES, roster.COLUMNS):
            context.rectangle(left, y, column, height)
        context.stroke()
        (draw_laid_out if pango else draw_broken)(context, cells, y, height)
        y += height
    for pair in roster.SIGNATURES:
        for left, words in zip((0, 5), pair):
            box = (EDGES[left], y, EDGES[left + 5] - EDGES[left], 16)
            context.rectangle(*box)
            draw_cell(context, pango, words, box, align="l")
        context.stroke()
        y += 16
    draw_cell(context, pango, roster.NOTE, (x, y, 400, 18), roster.NOTE_SIZE, "l")
