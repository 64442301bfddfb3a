"""Typst's sources of both forms: typst_templates.py PREPARED. Made once, not measured."""

import os
import sys

import page
import roster

SETTINGS = """#import "form.typ": form
#set page(paper: "a4", margin: (x: 40pt, top: 54pt, bottom: 40pt))
#set text(font: "Noto Sans CJK SC", lang: "zh", region: "cn", size: 9pt)
#set par(leading: 0.45em, spacing: 0.9em)
"""
FUNCTIONS = """#let square(on) = box(width: 8pt, height: 8pt, stroke: 0.6pt, baseline: 1pt,
  align(center + horizon, text(7pt, if on [√] else [])))
#let label(body, ..spans) = table.cell(..spans, text(%gpt, body))
#let value(body, ..spans) = table.cell(..spans, text(%gpt, body))
""" % (page.LABEL_SIZE, page.VALUE_SIZE)
ROSTER = """#set page(paper: "a4", flipped: true, margin: 36pt)
#set text(font: "Noto Sans CJK SC", lang: "zh", region: "cn", size: 8pt)
#set par(leading: 0.35em)
#let rows = json("records.json")
#align(center, text(16pt)[{title}])
#table(columns: ({columns}), align: center + horizon, inset: (x: 2pt, y: 3pt), stroke: 0.6pt,
  table.header({head}),
  ..rows.map(r => ({values})).flatten(),
  {signatures}
)
#text(9pt)[{note}]
"""


def cell_source(cell):
    spans = "".join(
        f", {name}: {count}" for name, count in (("colspan", cell.span), ("rowspan", cell.rows)) if count > 1)
    if cell.options:
        boxes = "#h(8pt, weak: true)".join(f"#box[{words} #square(p.{name})]" for words, name in cell.options)
        return f"    label([{boxes}]{spans}),"
    if cell.name:
        unit = f" #text({page.LABEL_SIZE:g}pt)[{cell.unit}]" if cell.unit else ""
        return f"    value([#p.{cell.name}{unit}]{spans}),"
    words = " \\ ".join(cell.label) if cell.vertical else cell.label
    return f"    label([{words}]{spans}),"


def line_source(line):
    words, _, name, _ = line
    value = f"#h(4pt)#p.{name}" if name else ""
    return f"  text(10pt)[{words}{value}]\n  parbreak()"


def form_source():
    widths = ", ".join(f"{b - a:g}pt" for a, b in zip(page.COLUMNS, page.COLUMNS[1:]))
    heights = ", ".join(f"{height:g}pt" for height in page.ROW_HEIGHTS)
    return "\n".join([
        FUNCTIONS + "#let form(p) = {", f"  align(center, text({page.TITLE_SIZE:g}pt)[{page.TITLE}])", "  v(8pt)",
        *map(line_source, page.LINES[:2]),
        f"  table(columns: ({widths}), rows: ({heights}), align: center + horizon, inset: 2pt, stroke: 0.6pt,",
        *map(cell_source, page.CELLS), "  )",
        f"  text({page.LABEL_SIZE:g}pt)[{page.NOTE}]", "  parbreak()", *map(line_source, page.LINES[2:]),
        "  align(right, text(10pt)[时间：#h(3em)年#h(2em)月#h(2em)日#h(1em)])", "}\n"])


def roster_source():
    sides = [words.replace("  ", "~~") for pair in roster.SIGNATURES for words in pair]
    return ROSTER.format(
        title=roster.TITLE, note=roster.NOTE, columns=", ".join(f"{width}pt" for width in roster.COLUMNS),
        head=", ".join("[" + words.replace("\n", " \\ ") + "]" for words in roster.HEADINGS),
        values=", ".join(f"r.{key}" for key in roster.KEYS),
        signatures="".join(f"table.cell(colspan: 5, align: left)[{words}], " for words in sides))


def main():
    folder = os.path.join(sys.argv[1], "templates")
    os.makedirs(folder, exist_ok=True)
    pages = '#for (i, p) in json("records.json").enumerate() {\n  if i > 0 { pagebreak() }\n  form(p)\n}\n'
    # A separate file is the settings and one more line, which with_typst.py adds.
    sources = {"form": form_source(), "each": SETTINGS, "merged": SETTINGS + pages, "roster": roster_source()}
    for name, source in sources.items():
        with open(os.path.join(folder, f"{name}.typ"), "w", encoding="utf-8") as file:
            file.write(source)


if __name__ == "__main__":
    main()
