"""WeasyPrint: HTML and CSS, a table of 16 columns with spans. Variants: std; pdfa asks for PDF/A-3a (tagged)."""

import html
import logging

import page
import roster
from job import Job
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

logging.disable(logging.WARNING)
job = Job.given(__doc__, ("std", "pdfa"))
records = job.records()
options = {"pdf_variant": "pdf/a-3a"} if job.variant == "pdfa" else {}
fonts = FontConfiguration()

CELLS = "border:.6pt solid #000;text-align:center;font-weight:400;word-break:break-all"
PAGE_STYLE = f"""
@page{{size:A4;margin:54pt 40pt 30pt}} body{{font:9pt 'Noto Sans CJK SC';margin:0}} section+section{{break-before:page}}
h1{{font-size:16pt;font-weight:400;text-align:center;margin:0 0 10pt}} p{{font-size:10pt;margin:4pt 0}}
table{{border-collapse:collapse;table-layout:fixed;width:515pt}}
td{{{CELLS};padding:0 2pt;vertical-align:middle;line-height:1.25}} td.v{{font-size:8pt}}
i{{display:inline-block;width:7pt;height:7pt;border:.6pt solid #000;font:6pt/7pt 'Noto Sans CJK SC';margin:0 6pt 0 2pt;
  vertical-align:-1pt;text-align:center}}"""
ROSTER_STYLE = f"""
@page{{size:A4 landscape;margin:36pt}} body{{font:8pt 'Noto Sans CJK SC';margin:0}}
h1{{font-size:16pt;font-weight:400;text-align:center;margin:0 0 8pt}}
table{{border-collapse:collapse;table-layout:fixed;width:770pt}} td,th{{{CELLS};padding:1.5pt 2pt;line-height:1.2}}
tr.s td{{text-align:left;padding:4pt}}"""


def cell_markup(cell):
    span = f" colspan={cell.span}" + (f" rowspan={cell.rows}" if cell.rows > 1 else "")
    if cell.options:
        return f"<td{span}>" + "".join(f"{words}%({name})s" for words, name in cell.options) + "</td>"
    if cell.name:
        return f"<td class=v{span}>%({cell.name})s {cell.unit}</td>"
    return f"<td{span}>{'<br>'.join(cell.label) if cell.vertical else cell.label}</td>"


def page_markup():
    """The page with a slot for each value."""
    lines = [f"<p>{words} %({name})s</p>" if name else f"<p>{words}</p>" for words, _, name, _ in page.LINES]
    columns = "".join(f"<col style='width:{b - a:g}pt'>" for a, b in zip(page.COLUMNS, page.COLUMNS[1:]))
    rows = [
        f"<tr style='height:{height:g}pt'>{''.join(cell_markup(cell) for cell in page.CELLS if cell.row == row)}</tr>"
        for row, height in enumerate(page.ROW_HEIGHTS)]
    table = f"<table><colgroup>{columns}</colgroup>{''.join(rows)}</table>"
    date = f"<p style='text-align:right;white-space:pre'>{page.DATE}</p>"
    body = "".join([*lines[:2], table, f"<p>{page.NOTE}</p>", *lines[2:], date])
    return f"<section><h1>{page.TITLE}</h1>{body}</section>"


def filled(template, person):
    marks = {True: "<i>√</i>", False: "<i></i>"}
    return template % {key: marks[v] if isinstance(v, bool) else html.escape(v) for key, v in person.items()}


def roster_markup():
    columns = "".join(f"<col style='width:{width}pt'>" for width in roster.COLUMNS)
    head = "".join(f"<th>{words.replace(chr(10), '<br>')}</th>" for words in roster.HEADINGS)
    rows = []
    for record in records:
        rows.append("<tr>" + "".join(f"<td>{html.escape(record[key])}</td>" for key in roster.KEYS) + "</tr>")
    for left, right in roster.SIGNATURES:
        rows.append(f"<tr class=s><td colspan=5>{left}</td><td colspan=5>{right}</td></tr>")
    return (
        f"<h1>{roster.TITLE}</h1><table><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table><p>{roster.NOTE}</p>")


def write(body, style, path):
    head = f"<meta charset=utf-8><title>表</title><style>{style}</style>"
    markup = f"<!doctype html><html lang=zh-CN><head>{head}</head><body>{body}</body></html>"
    HTML(string=markup).write_pdf(path, font_config=fonts, **options)


if job.work == "roster":
    write(roster_markup(), ROSTER_STYLE, job.whole())
else:
    template = page_markup()
    if job.work == "merged":
        write("".join(filled(template, person) for person in records), PAGE_STYLE, job.whole())
    else:
        for number, person in enumerate(records):
            write(filled(template, person), PAGE_STYLE, job.file(number))
