"""Cairo through cairocffi, a drawing library in C.

Variants: toy is cairo's own show_text, lines broken beforehand; recorded is toy with the unchanging part recorded once
and replayed; pango lays every text out with Pango.
"""

import cairocffi as cairo
import page
import roster
from job import Job

FAMILY = "Noto Sans CJK SC"
job = Job.given(__doc__, ("toy", "recorded", "pango"))
records = job.records()


def new(path, width=page.WIDTH, height=page.HEIGHT):
    surface = cairo.PDFSurface(path, width, height)
    return surface, prepared(cairo.Context(surface))


def prepared(context):
    context.select_font_face(FAMILY)
    context.set_line_width(0.6)
    return context


def pango_text(context):
    if job.variant != "pango":
        return None
    from pango_text import PangoText

    return PangoText(context, FAMILY)


def show(context, words, x, y, size):
    context.set_font_size(size)
    context.move_to(x, y)
    context.show_text(words)


def draw_rules(context):
    for box in page.RULES:
        context.rectangle(*box)
    for tick in page.TICKS:
        context.rectangle(tick.x, tick.y, tick.size, tick.size)
    context.stroke()


def draw_fixed(context):
    draw_rules(context)
    for text in page.TEXTS:
        show(context, text.text, text.x, text.y, text.size)


def draw_ticks(context, person):
    for tick in page.TICKS:
        if person[tick.name]:
            start, *rest = tick.mark
            context.move_to(*start)
            for point in rest:
                context.line_to(*point)
    context.stroke()


def draw_values(context, person):
    for value in page.VALUES:
        if words := person[value.name]:
            for line, x, y in page.place(words, value.box, value.size, value.align):
                show(context, line, x, y, value.size)


def draw_with_pango(context, pango, person):
    draw_rules(context)
    for text in page.TEXTS:
        pango.show_line(context, text.text, text.x, text.y, text.size)
    for value in page.VALUES:
        if words := person[value.name]:
            pango.show(context, words, value.box, value.size, value.align)


def recording():
    surface = cairo.RecordingSurface(cairo.CONTENT_COLOR_ALPHA, (0, 0, page.WIDTH, page.HEIGHT))
    draw_fixed(prepared(cairo.Context(surface)))
    return surface


def draw(context, person, pango, fixed):
    if pango:
        draw_with_pango(context, pango, person)
    else:
        if fixed:
            context.set_source_surface(fixed, 0, 0)
            context.paint()
            context.set_source_rgb(0, 0, 0)
        else:
            draw_fixed(context)
        draw_values(context, person)
    draw_ticks(context, person)
    context.show_page()


def make_each():
    for number, person in enumerate(records):
        surface, context = new(job.file(number))
        draw(context, person, pango_text(context), None)
        surface.finish()


def make_merged():
    surface, context = new(job.whole())
    pango = pango_text(context)
    fixed = recording() if job.variant == "recorded" else None
    for person in records:
        draw(context, person, pango, fixed)
    surface.finish()


def make_roster():
    from cairo_roster import draw_roster

    surface, context = new(job.whole(), roster.WIDTH, roster.HEIGHT)
    draw_roster(context, records, pango_text(context))
    surface.finish()


{"each": make_each, "merged": make_merged, "roster": make_roster}[job.work]()
