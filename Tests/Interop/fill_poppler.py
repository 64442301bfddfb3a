"""Fills a PDF form as Evince does: fill_poppler.py SOURCE TARGET, values as JSON on standard input (see fill.py).

Runs in the system's Python, whose gi bindings the virtual environment does not have.
"""

import json
import sys
from pathlib import Path

import gi

gi.require_version("Poppler", "0.18")
from gi.repository import Poppler  # noqa: E402


def main(source: str, target: str) -> None:
    values = json.load(sys.stdin)
    document = Poppler.Document.new_from_file(Path(source).resolve().as_uri(), None)
    seen: dict[str, int] = {}
    for index in range(document.get_n_pages()):
        page = document.get_page(index)
        for mapping in reversed(page.get_form_field_mapping()):  # it answers last first
            field = mapping.field
            value = values.get(field.get_name())
            if value is None:
                continue
            if isinstance(value, str):
                field.text_set_text(value)
                continue
            # This interface does not tell export values: the widgets come in the order of the states.
            state = value["states"][seen.get(field.get_name(), 0) % len(value["states"])]
            seen[field.get_name()] = seen.get(field.get_name(), 0) + 1
            if field.button_get_button_type() != Poppler.FormButtonType.RADIO:
                field.button_set_state(bool(value["on"]))
            elif state == value["on"]:
                field.button_set_state(True)
    document.save(Path(target).resolve().as_uri())


main(*sys.argv[1:])
