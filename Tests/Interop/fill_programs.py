"""The programs that fill forms, as fill.py calls them. Each takes the source, the target and {field name: text or Button}."""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from companion import Companion
from data_files import Button, fdf, xfdf
from fields import fields

HERE = Path(__file__).resolve().parent
JARS = ":".join(f"/usr/share/java/{name}.jar" for name in ("pdfbox2", "fontbox2", "commons-logging", "itext5"))
PDFTK = "/usr/share/java/bcprov.jar:/usr/share/java/commons-lang3.jar:/usr/share/pdftk/pdftk.jar"


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


def java(program: str) -> Callable[[Path, Path, dict[str, str]], None]:
    """PDFBox, and iText 5 as most programs in China that fill forms use it."""

    def fill(source: Path, target: Path, values: dict[str, str]) -> None:
        parts = [part for name, value in values.items()
                 for part in (name, "button" if isinstance(value, Button) else "text", value.encode("utf-8").hex())]
        companion("java", "-cp", JARS, str(HERE / "FillForms.java"), program).ask("\t".join([str(source), str(target), *parts]))

    return fill


@cache
def companion(*command: str) -> Companion:
    return Companion(*command)


def pdftk_fdf(source: Path, target: Path, values: dict[str, str]) -> None:
    with_pdftk(source, target, fdf(values), ".fdf")


def pdftk_fdf_need(source: Path, target: Path, values: dict[str, str]) -> None:
    with_pdftk(source, target, fdf(values), ".fdf", "need_appearances")


def pdftk_xfdf(source: Path, target: Path, values: dict[str, str]) -> None:
    with_pdftk(source, target, xfdf(values), ".xfdf")


def exported(write: Callable[[dict[str, str], str], bytes]) -> Callable[[Path, Path, dict[str, str]], None]:
    """The data alone, without the PDF: what the form held, and over it what was filled in."""

    def export(source: Path, target: Path, values: dict[str, str]) -> None:
        held = {field.name: Button(field.value or "") if field.kind in ("checkbox", "radio") else field.value or ""
                for field in fields(str(source)) if field.kind in ("text", "checkbox", "radio")}
        target.write_bytes(write(held | values, source.name))

    return export


def pdftk_export(source: Path, target: Path, values: dict[str, str]) -> None:
    """What pdftk writes of a form that pikepdf filled."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as filled:
        pikepdf_raw(source, Path(filled.name), values)
        companion("java", "-cp", PDFTK, str(HERE / "RunPDFtk.java")).ask("\t".join([filled.name, "generate_fdf", "output", str(target)]))


def with_pdftk(source: Path, target: Path, data: bytes, suffix: str, *options: str) -> None:
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        file.write(data)
        file.flush()
        command = [str(source), "fill_form", file.name, "output", str(target), *options]
        companion("java", "-cp", PDFTK, str(HERE / "RunPDFtk.java")).ask("\t".join(command))


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
