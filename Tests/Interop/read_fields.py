"""Reads all values of PDF forms with one program: read_fields.py PROGRAM OUTPUT, a path on each line of standard input.

One line of answer for each: "answer", tab, and "ok" or what went wrong; the values go to OUTPUT, a line of JSON for each file. Runs in
whatever Python has the program.
"""

import json
import sys
from pathlib import Path


def pypdf(path: str) -> dict:
    import pypdf

    fields = pypdf.PdfReader(path).get_fields() or {}
    return {name: field.get("/V") for name, field in fields.items()}


def pymupdf(path: str) -> dict:
    import pymupdf

    with pymupdf.open(path, filetype="pdf") as document:
        return {widget.field_name: widget.field_value for page in document for widget in page.widgets()}


def poppler(path: str) -> dict:
    import gi

    gi.require_version("Poppler", "0.18")
    from gi.repository import Poppler

    document = Poppler.Document.new_from_file(Path(path).resolve().as_uri(), None)
    values = {}
    for index in range(document.get_n_pages()):
        for mapping in document.get_page(index).get_form_field_mapping():
            field = mapping.field
            name, kind = field.get_name(), field.get_field_type()
            if kind == Poppler.FormFieldType.TEXT:
                values[name] = field.text_get_text()
            elif kind == Poppler.FormFieldType.BUTTON:
                values[name] = field.button_get_state()
            elif kind == Poppler.FormFieldType.CHOICE:
                values[name] = [field.choice_get_item(item) for item in range(field.choice_get_n_items()) if field.choice_is_item_selected(item)]
    return values


def main() -> None:
    read = {"pypdf": pypdf, "pymupdf": pymupdf, "poppler": poppler}[sys.argv[1]]
    if sys.argv[1] == "pypdf":
        import logging

        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with open(sys.argv[2], "a", encoding="utf-8", errors="replace") as output:
        for line in sys.stdin:
            path = line.rstrip("\n")
            try:
                values = read(path)
                output.write(json.dumps({"file": Path(path).name, "values": values}, ensure_ascii=False, default=str) + "\n")
                output.flush()
                answer = "ok"
            except Exception as problem:  # a file that cannot be read is an answer
                answer = f"{type(problem).__name__}: {problem}"
            print("answer\t" + " ".join(answer.split()), flush=True)


main()
