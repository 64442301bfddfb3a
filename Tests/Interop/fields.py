"""What fields a PDF form has, as the object tree says: python fields.py FILE… prints them as JSON Lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

READ_ONLY, MULTILINE, PASSWORD, RADIO, PUSH = 1, 1 << 12, 1 << 13, 1 << 15, 1 << 16


@dataclass
class Field:
    """One terminal field. ``states`` are the export values of a button, without Off, in the order of its widgets."""

    name: str
    kind: str  # text, checkbox, radio, push, choice or signature
    value: str | list[str] | None
    states: list[str]
    max_length: int | None
    multiline: bool
    read_only: bool
    widgets: int


@lru_cache(maxsize=400)
def fields(source: str | PdfReader) -> list[Field]:
    """All terminal fields of a form, in tree order; fields of one name are one field."""
    reader = source if isinstance(source, PdfReader) else PdfReader(source)
    form = reader.trailer["/Root"].get("/AcroForm")
    found: dict[str, Field] = {}
    for field in walk(form.get_object().get("/Fields", []), "", {}) if form else ():
        known = found.setdefault(field.name, field)
        known.states += [state for state in field.states if state not in known.states]
    return list(found.values())


def walk(nodes: ArrayObject, path: str, inherited: dict) -> Iterator[Field]:
    for node in nodes:
        node = node.get_object()
        facts = inherited | {key: node[key].get_object() for key in ("/FT", "/Ff", "/V", "/MaxLen") if key in node}
        name = ".".join(part for part in (path, str(node.get("/T", ""))) if part)
        kids = node.get("/Kids", ArrayObject()).get_object()
        if any("/T" in kid.get_object() for kid in kids):
            yield from walk(kids, name, facts)
        elif "/FT" in facts:
            yield terminal(name, facts, [kid.get_object() for kid in kids] or [node])


def terminal(name: str, facts: dict, widgets: list[DictionaryObject]) -> Field:
    flags = int(facts.get("/Ff", 0))
    kind = {"/Tx": "text", "/Ch": "choice", "/Sig": "signature"}.get(facts["/FT"], "checkbox")
    if facts["/FT"] == "/Btn" and flags & (RADIO | PUSH):
        kind = "radio" if flags & RADIO else "push"
    states = [state for widget in widgets for state in on_states(widget)] if facts["/FT"] == "/Btn" else []
    return Field(
        name=name,
        kind=kind,
        value=plain(facts.get("/V"), kind),
        states=list(dict.fromkeys(states)),
        max_length=int(facts["/MaxLen"]) if "/MaxLen" in facts else None,
        multiline=bool(flags & MULTILINE),
        read_only=bool(flags & READ_ONLY),
        widgets=len(widgets),
    )


def on_states(widget: DictionaryObject) -> list[str]:
    normal = widget.get("/AP", DictionaryObject()).get_object().get("/N", DictionaryObject()).get_object()
    if isinstance(normal, StreamObject):
        return []
    return [key[1:] for key in normal if key != "/Off"]


def plain(value: object, kind: str) -> str | list[str] | None:
    if value is None or kind == "signature":
        return None
    if isinstance(value, ArrayObject):
        return [str(item.get_object()) for item in value]
    if isinstance(value, StreamObject):
        return value.get_data().decode("utf-16" if value.get_data()[:2] == b"\xfe\xff" else "latin-1")
    text = str(value)
    if kind in ("checkbox", "radio", "push"):
        return None if text == "/Off" else text.removeprefix("/")
    return text


if __name__ == "__main__":
    for path in sys.argv[1:]:
        for field in fields(path):
            print(json.dumps({"file": path} | asdict(field), ensure_ascii=False))
