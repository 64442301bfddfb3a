"""Fills a PDF form through poppler's own interface, as Evince does: fill_poppler.py SOURCE TARGET, values as JSON on standard input.

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
    for index in range(document.get_n_pages()):
        page = document.get_page(index)
        for mapping in page.get_form_field_mapping():
            field = mapping.field
            value = values.get(field.get_name())
            if value is None:
                continue
            if not isinstance(value, dict):
                field.text_set_text(value)
            elif field.button_get_button_type() == Poppler.FormButtonType.RADIO:
                # No interface tells a radio button's export value: the plan's first button is as good as the widget's order.
                raise SystemExit(f"{field.get_name()}: radio groups cannot be addressed by export value here")
            else:
                field.button_set_state(bool(value["button"]))
    document.save(Path(target).resolve().as_uri())


main(*sys.argv[1:])
