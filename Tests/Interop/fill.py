"""Fills PDF forms as other people's programs do: python fill.py PROGRAM PLAN.json OUTDIR

The plan is a list of {"file": path, "values": {field name: text, true, false or export value}}. The filled
copies go to OUTDIR under their own names; the originals stay as they are. One line of JSON for each file says
how it went: {"file", "out", "error"}. `python fill.py --list` prints the programs.
"""

from __future__ import annotations

import json
import logging
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from companion import Companion
from fields import fields

HERE = Path(__file__).resolve().parent
JARS = ":".join(f"/usr/share/java/{name}.jar" for name in ("pdfbox2", "fontbox2", "commons-logging"))
PDFTK = "/usr/share/java/bcprov.jar:/usr/share/java/commons-lang3.jar:/usr/share/pdftk/pdftk.jar"

Values = dict[str, str | bool]


class Button(str):
    """The export value a button is set to; '' switches it off."""


def resolved(source: Path, values: Values) -> dict[str, str]:
    """The plan's values as each program needs them: a tick becomes the export value found in the file."""
    known = {field.name: field for field in fields(str(source))}
    result: dict[str, str] = {}
    for name, value in values.items():
        field = known.get(name)
        if field is None:
            raise ValueError(f"the plan names the field {name}, which {source.name} does not have")
        if field.kind in ("checkbox", "radio"):
            if value is True and len(field.states) != 1:
                raise ValueError(f"the plan ticks {name}, but it has the export values {field.states}: name one")
            chosen = field.states[0] if value is True else "" if value is False else value
            if chosen and chosen not in field.states:
                raise ValueError(f"{name} has the export values {field.states}, not {chosen}")
            result[name] = Button(chosen)
        else:
            result[name] = str(value)
    return result


# Programs. Each takes the source, the target and {field name: text or Button}.


def pypdf_own(source: Path, target: Path, values: dict[str, str]) -> None:
    with_pypdf(source, target, values, auto_regenerate=False)


def pypdf_regenerate(source: Path, target: Path, values: dict[str, str]) -> None:
    with_pypdf(source, target, values, auto_regenerate=True)


def with_pypdf(source: Path, target: Path, values: dict[str, str], auto_regenerate: bool) -> None:
    from pypdf import PdfReader, PdfWriter

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of every character its drawing lacks
    writer = PdfWriter(clone_from=PdfReader(source))
    names = {name: f"/{value or 'Off'}" if isinstance(value, Button) else value for name, value in values.items()}
    writer.update_page_form_field_values(None, names, auto_regenerate=auto_regenerate)
    writer.write(target)


def pikepdf_raw(source: Path, target: Path, values: dict[str, str]) -> None:
    """Writes the values, nothing else, as most scripts do: the appearances stay as they were."""
    import pikepdf

    with pikepdf.open(source) as pdf:
        for name, node in raw_nodes(pdf.Root.AcroForm.Fields, ""):
            if name not in values:
                continue
            value = values[name]
            if not isinstance(value, Button):
                node.V = pikepdf.String(value)
                continue
            node.V = pikepdf.Name("/" + (value or "Off"))
            for widget in node.get("/Kids", [node]):
                on = value and f"/{value}" in widget.AP.N
                widget.AS = pikepdf.Name("/" + (value if on else "Off"))
        pdf.save(target)


def raw_nodes(nodes, path: str):
    for node in nodes:
        name = ".".join(part for part in (path, str(node.get("/T", ""))) if part)
        kids = node.get("/Kids", [])
        if any("/T" in kid for kid in kids):
            yield from raw_nodes(kids, name)
        else:
            yield name, node


def pikepdf_form(source: Path, target: Path, values: dict[str, str]) -> None:
    import pikepdf
    from pikepdf.form import DefaultAppearanceStreamGenerator, Form

    with pikepdf.open(source) as pdf:
        form = Form(pdf, DefaultAppearanceStreamGenerator)
        for name, value in values.items():
            field = form[name]
            if not isinstance(value, Button):
                field.value = value
            elif field.is_radio_button:
                chosen = [option for option in field.options if str(option.on_value) == f"/{value}"]
                field.selected = chosen[0] if chosen else None
            else:
                field.checked = bool(value)
        pdf.save(target)


def pymupdf(source: Path, target: Path, values: dict[str, str]) -> None:
    import pymupdf as mupdf

    with mupdf.open(source) as document:
        for page in document:
            for widget in page.widgets():
                if widget.field_name not in values:
                    continue
                value = values[widget.field_name]
                if isinstance(value, Button):
                    state = widget.on_state()
                    widget.field_value = state if value == state else False
                    if widget.field_type_string == "RadioButton" and value != state:
                        continue
                else:
                    widget.field_value = value
                widget.update()
        document.save(target)


def pypdfform(source: Path, target: Path, values: dict[str, str]) -> None:
    """Radio groups take the number of their button; the order is that of the widgets."""
    from PyPDFForm import PdfWrapper

    states = {field.name: field.states for field in fields(str(source)) if field.kind == "radio"}
    data = {}
    for name, value in values.items():
        if not isinstance(value, Button):
            data[name] = value
        elif name not in states:
            data[name] = bool(value)
        elif value:
            data[name] = states[name].index(value)
    PdfWrapper(str(source), use_full_widget_name=True).fill(data).write(str(target))


def pdfbox(source: Path, target: Path, values: dict[str, str]) -> None:
    parts = [part for name, value in values.items()
             for part in (name, "button" if isinstance(value, Button) else "text", value.encode("utf-8").hex())]
    companion("java", "-cp", JARS, str(HERE / "FillPDFBox.java")).ask("\t".join([str(source), str(target), *parts]))


@cache
def companion(*command: str) -> Companion:
    return Companion(*command)


def pdftk_fdf(source: Path, target: Path, values: dict[str, str]) -> None:
    with_pdftk(source, target, fdf(values), ".fdf")


def pdftk_fdf_need(source: Path, target: Path, values: dict[str, str]) -> None:
    with_pdftk(source, target, fdf(values), ".fdf", "need_appearances")


def pdftk_xfdf(source: Path, target: Path, values: dict[str, str]) -> None:
    with_pdftk(source, target, xfdf(values), ".xfdf")


def with_pdftk(source: Path, target: Path, data: bytes, suffix: str, *options: str) -> None:
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        file.write(data)
        file.flush()
        command = [str(source), "fill_form", file.name, "output", str(target), *options]
        companion("java", "-cp", PDFTK, str(HERE / "RunPDFtk.java")).ask("\t".join(command))


def fdf(values: dict[str, str]) -> bytes:
    def entry(name: str, value: str) -> str:
        shown = f"/{value or 'Off'}" if isinstance(value, Button) else text_string(value)
        return f"<< /T {text_string(name)} /V {shown} >>"

    body = "\n".join(entry(name, value) for name, value in values.items())
    return f"%FDF-1.2\n1 0 obj\n<< /FDF << /Fields [\n{body}\n] >> >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n".encode()


def text_string(text: str) -> str:
    return "<" + ("\ufeff" + text).encode("utf-16-be").hex() + ">"


def xfdf(values: dict[str, str]) -> bytes:
    """Hierarchical names become nested elements, as ISO 19444-1 has it."""
    tree: dict = {}
    for name, value in values.items():
        node = tree
        for part in name.split("."):
            node = node.setdefault(part, {})
        node[""] = (value or "Off") if isinstance(value, Button) else value

    def write(node: dict) -> str:
        inner = f"<value>{escape(node[''])}</value>" if "" in node else ""
        return inner + "".join(f"<field name={quoteattr(key)}>{write(kid)}</field>" for key, kid in node.items() if key)

    return ('<?xml version="1.0" encoding="UTF-8"?><xfdf xmlns="http://ns.adobe.com/xfdf/" xml:space="preserve">'
            f"<fields>{write(tree)}</fields></xfdf>").encode()


def pdfium(source: Path, target: Path, values: dict[str, str]) -> None:
    """Clicks into each field and types, through the form-fill interface that Chrome uses.

    Typing on Linux cuts characters beyond U+FFFF to their last 16 bits; such values are set through the annotation
    interface instead, as a script would.
    """
    import pypdfium2
    import pypdfium2.raw as raw

    document = pypdfium2.PdfDocument(source)
    document.init_forms()
    env = document.formenv.raw
    for index in range(len(document)):
        opened = document[index]  # closes its page when it is let go
        page = opened.raw
        for number in range(raw.FPDFPage_GetAnnotCount(page)):
            annotation = raw.FPDFPage_GetAnnot(page, number)
            value = values.get(wide_text(raw.FPDFAnnot_GetFormFieldName, env, annotation))
            if isinstance(value, Button):
                is_on = bool(raw.FPDFAnnot_IsChecked(env, annotation))
                if is_on != (value == wide_text(raw.FPDFAnnot_GetFormFieldExportValue, env, annotation)):
                    click(env, page, annotation)
            elif value is not None and max(map(ord, value), default=0) > 0xFFFF:
                raw.FPDFAnnot_SetStringValue(annotation, b"V", wide(value))
                raw.FPDFAnnot_SetAP(annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None)
            elif value is not None:
                click(env, page, annotation)
                raw.FORM_SelectAllText(env, page)
                raw.FORM_ReplaceSelection(env, page, wide(value.replace("\n", "\r")))
            raw.FORM_ForceToKillFocus(env)
            raw.FPDFPage_CloseAnnot(annotation)
    document.save(target)
    document.close()


def wide(text: str):
    import ctypes

    import pypdfium2.raw as raw

    data = (text + "\0").encode("utf-16-le")
    return (raw.FPDF_WCHAR * (len(data) // 2)).from_buffer_copy(data)


def wide_text(getter, env, annotation) -> str:
    import ctypes

    import pypdfium2.raw as raw

    length = getter(env, annotation, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 2))
    getter(env, annotation, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), length)
    return buffer.raw[: length - 2].decode("utf-16-le")


def click(env, page, annotation) -> None:
    import pypdfium2.raw as raw

    box = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(annotation, box)
    x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    raw.FORM_OnMouseMove(env, page, 0, x, y)
    raw.FORM_OnLButtonDown(env, page, 0, x, y)
    raw.FORM_OnLButtonUp(env, page, 0, x, y)


def pdfjs(source: Path, target: Path, values: dict[str, str]) -> None:
    """What Firefox saves."""
    companion("node", str(HERE / "fill_pdfjs.js")).ask(as_json(source, target, values))


def poppler(source: Path, target: Path, values: dict[str, str]) -> None:
    """What Evince saves; through the system's Python, which has the bindings."""
    companion("/usr/bin/python3", str(HERE / "fill_poppler.py")).ask(as_json(source, target, values))


def as_json(source: Path, target: Path, values: dict[str, str]) -> str:
    """Texts as strings, buttons as {"on": export value or "", "states": all of them in the order of the widgets}."""
    states = {field.name: field.states for field in fields(str(source))}
    return json.dumps({"source": str(source), "target": str(target), "values": {
        name: {"on": str(value), "states": states[name]} if isinstance(value, Button) else value
        for name, value in values.items()
    }})


PROGRAMS: dict[str, Callable[[Path, Path, dict[str, str]], None]] = {
    "pypdf": pypdf_own,
    "pypdf-regenerate": pypdf_regenerate,
    "pikepdf": pikepdf_raw,
    "pikepdf-form": pikepdf_form,
    "pymupdf": pymupdf,
    "pypdfform": pypdfform,
    "pdfbox": pdfbox,
    "pdftk-fdf": pdftk_fdf,
    "pdftk-fdf-need": pdftk_fdf_need,
    "pdftk-xfdf": pdftk_xfdf,
    "pdfium": pdfium,
    "pdfjs": pdfjs,
    "poppler": poppler,
}

# What a program cannot do: PyPDFForm 6.0 leaves a check box of several widgets ticked.
CANNOT: dict[str, Callable[[str | bool], bool]] = {"pypdfform": lambda value: value is False}

# What a program needs beside the virtual environment: a file that shows it is there, and its Debian package.
NEEDS: dict[str, list[tuple[str, str]]] = {
    "pdfbox": [("/usr/share/java/pdfbox2.jar", "libpdfbox2-java"), ("/usr/bin/javac", "default-jdk-headless")],
    "pdftk-fdf": [("/usr/bin/pdftk", "pdftk-java")],
    "pdftk-fdf-need": [("/usr/bin/pdftk", "pdftk-java")],
    "pdftk-xfdf": [("/usr/bin/pdftk", "pdftk-java")],
    "pdfjs": [("/usr/share/nodejs/pdfjs-dist/build/pdf.js", "libjs-pdf"), ("/usr/bin/node", "nodejs")],
    "poppler": [("/usr/lib/python3/dist-packages/gi/__init__.py", "python3-gi"),
                ("/usr/lib/x86_64-linux-gnu/girepository-1.0/Poppler-0.18.typelib", "gir1.2-poppler-0.18")],
}


def missing(program: str) -> list[str]:
    """The Debian packages without which a program cannot be used here."""
    return [package for path, package in NEEDS.get(program, []) if not Path(path).exists()]


def fill(program: str, source: Path, target: Path, values: Values) -> str | None:
    """Fills one file; the answer is what went wrong, or None."""
    if missing(program):
        return f"not here: apt-get install {' '.join(missing(program))}"
    try:
        PROGRAMS[program](source, target, resolved(source, values))
    except Exception as problem:  # a failing program is a result here, not an end
        return f"{type(problem).__name__}: {problem}"
    return None


def main() -> int:
    if sys.argv[1:] == ["--list"]:
        for program in PROGRAMS:
            print(program + (f"  (not here: needs {', '.join(missing(program))})" if missing(program) else ""))
        return 0
    if len(sys.argv) != 4 or sys.argv[1] not in PROGRAMS:
        print(__doc__, file=sys.stderr)
        return 2
    program, plan, out = sys.argv[1], json.loads(Path(sys.argv[2]).read_text("utf-8")), Path(sys.argv[3])
    out.mkdir(parents=True, exist_ok=True)
    failed = 0
    for entry in plan:
        source = Path(entry["file"])
        target = out / source.name
        error = fill(program, source, target, entry["values"])
        failed += error is not None
        print(json.dumps({"file": str(source), "out": str(target), "error": error}, ensure_ascii=False), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
