"""Reads all values of PDF forms with one program: read_fields.py PROGRAM, a path on each line of standard input.

One line of answer for each: "answer", tab, and "ok" or what went wrong. Runs in whatever Python has the program.
"""

import sys
from pathlib import Path


def pypdf(path: str) -> int:
    import pypdf

    fields = pypdf.PdfReader(path).get_fields() or {}
    return len([field.get("/V") for field in fields.values()])


def pymupdf(path: str) -> int:
    import pymupdf

    with pymupdf.open(path, filetype="pdf") as document:
        return len([widget.field_value for page in document for widget in page.widgets()])


def poppler(path: str) -> int:
    import gi

    gi.require_version("Poppler", "0.18")
    from gi.repository import Poppler

    document = Poppler.Document.new_from_file(Path(path).resolve().as_uri(), None)
    values = []
    for index in range(document.get_n_pages()):
        for mapping in document.get_page(index).get_form_field_mapping():
            field = mapping.field
            kind = field.get_field_type()
            if kind == Poppler.FormFieldType.TEXT:
                values.append(field.text_get_text())
            elif kind == Poppler.FormFieldType.BUTTON:
                values.append(field.button_get_state())
            elif kind == Poppler.FormFieldType.CHOICE:
                values.append([field.choice_get_item(item) for item in range(field.choice_get_n_items()) if field.choice_is_item_selected(item)])
    return len(values)


def main() -> None:
    read = {"pypdf": pypdf, "pymupdf": pymupdf, "poppler": poppler}[sys.argv[1]]
    if sys.argv[1] == "pypdf":
        import logging

        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    for line in sys.stdin:
        try:
            read(line.rstrip("\n"))
            answer = "ok"
        except Exception as problem:  # a file that cannot be read is an answer
            answer = f"{type(problem).__name__}: {problem}"
        print("answer\t" + " ".join(answer.split()), flush=True)


main()
