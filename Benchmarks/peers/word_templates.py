"""Word templates of both forms for docxtpl: word_templates.py PREPARED. Made once, not measured."""

import os
import sys

import docx
import page
import roster
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

FONT = "Noto Sans CJK SC"
LEFT, MIDDLE, RIGHT = 0, 1, 2


def add_run(paragraph, words, size):
    run = paragraph.add_run(words)
    run.font.size, run.font.name = Pt(size), FONT
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    return run


def add_paragraph(document, words, size, align=LEFT, above=0):
    paragraph = document.add_paragraph()
    tighten(paragraph, align, above)
    if words:
        add_run(paragraph, words, size)
    return paragraph


def tighten(paragraph, align=MIDDLE, above=0):
    form = paragraph.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(above), Pt(0), 1.0
    paragraph.alignment = align


def new_document(on_its_side=False):
    document = docx.Document()
    section = document.sections[0]
    width, height, side = (roster.WIDTH, roster.HEIGHT, 36) if on_its_side else (page.WIDTH, page.HEIGHT, 40)
    section.page_width, section.page_height = Pt(width), Pt(height)
    section.left_margin = section.right_margin = Pt(side)
    section.top_margin, section.bottom_margin = Pt(36 if on_its_side else 50), Pt(30)
    if on_its_side:
        section.orientation = WD_ORIENT.LANDSCAPE
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(9)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    return document


def fill_cell(cell, words, size, vertical=False):
    paragraph = cell.paragraphs[0]
    tighten(paragraph)
    for number, line in enumerate(words if vertical else [words]):
        run = add_run(paragraph, line, size)
        if vertical and number + 1 < len(words):
            run.add_break()
    cell.vertical_alignment = 1


def add_table(document, rows, widths):
    table = document.add_table(rows=rows, cols=len(widths))
    table.style, table.autofit = "Table Grid", False
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), "40")
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    layout = OxmlElement("w:tblLayout")
    layout.set(qn("w:type"), "fixed")
    for element in (margins, layout):
        table._tbl.tblPr.append(element)
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths):
        column.set(qn("w:w"), str(int(width * 20)))
    return table


def add_page(document, breaks_before=False):
    title = add_paragraph(document, page.TITLE, page.TITLE_SIZE, MIDDLE)
    title.paragraph_format.page_break_before = breaks_before
    for words, _, name, _ in page.LINES[:2]:
        add_paragraph(document, f"{words} {{{{ p.{name} }}}}", 10, above=4)
    table = add_table(document, len(page.ROW_HEIGHTS), [b - a for a, b in zip(page.COLUMNS, page.COLUMNS[1:])])
    for row, height in zip(table.rows, page.ROW_HEIGHTS):
        row.height, row.height_rule = Pt(height), 2
    for cell in page.CELLS:
        box = table.cell(cell.row, cell.column)
        if cell.span > 1 or cell.rows > 1:
            box = box.merge(table.cell(cell.row + cell.rows - 1, cell.column + cell.span - 1))
        box.width = Pt(cell.right - cell.left)
        if cell.options:
            words = "   ".join(f"{word}{{{{ '■' if p.{name} else '□' }}}}" for word, name in cell.options)
            fill_cell(box, words, page.LABEL_SIZE)
        elif cell.name:
            fill_cell(box, f"{{{{ p.{cell.name} }}}} {cell.unit}", page.VALUE_SIZE)
        else:
            fill_cell(box, cell.label, page.LABEL_SIZE, cell.vertical)
    add_paragraph(document, page.NOTE, page.LABEL_SIZE, above=6)
    for words, _, name, _ in page.LINES[2:]:
        add_paragraph(document, f"{words} {{{{ p.{name} }}}}" if name else words, 9.5, above=6)
    add_paragraph(document, page.DATE, 9.5, RIGHT, above=6)


def merged_document():
    document = new_document()
    add_paragraph(document, "{%p for p in records %}", 9)
    add_page(document, breaks_before=True)
    add_paragraph(document, "{%p endfor %}", 9)
    return document


def each_document():
    document = new_document()
    add_page(document)
    return document


def roster_document():
    document = new_document(on_its_side=True)
    add_paragraph(document, roster.TITLE, roster.TITLE_SIZE, MIDDLE)
    table = add_table(document, 6, roster.COLUMNS)
    for row in table.rows:
        for cell, width in zip(row.cells, roster.COLUMNS):
            cell.width = Pt(width)
    head, begin, body, end = table.rows[:4]
    for cell, words in zip(head.cells, roster.HEADINGS):
        fill_cell(cell, words.replace("\n", ""), roster.SIZE)
    repeats = OxmlElement("w:tblHeader")
    repeats.set(qn("w:val"), "true")
    head._tr.get_or_add_trPr().append(repeats)
    begin.cells[0].paragraphs[0].text = "{%tr for r in records %}"
    for cell, key in zip(body.cells, roster.KEYS):
        fill_cell(cell, f"{{{{ r.{key} }}}}", roster.SIZE)
    end.cells[0].paragraphs[0].text = "{%tr endfor %}"
    for number, pair in enumerate(roster.SIGNATURES):
        for left, words in zip((0, 5), pair):
            fill_cell(table.cell(4 + number, left).merge(table.cell(4 + number, left + 4)), words, roster.SIZE)
    add_paragraph(document, roster.NOTE, roster.NOTE_SIZE)
    return document


def main():
    folder = os.path.join(sys.argv[1], "templates")
    os.makedirs(folder, exist_ok=True)
    for name, document in (("each", each_document()), ("merged", merged_document()), ("roster", roster_document())):
        document.save(os.path.join(folder, f"{name}.docx"))


if __name__ == "__main__":
    main()
