"""Fills PDF forms as Evince does: fill_poppler.py. Each line of standard input is JSON: {"source", "target", "values"} (see fill.py).

One line of answer for each: "answer", tab, and "ok" or what went wrong. Runs in the system's Python, whose gi bindings the virtual
environment does not have.
"""

import json
import sys
from pathlib import Path

import gi

gi.require_version("Poppler", "0.18")
from gi.repository import Poppler  # noqa: E402


def fill(source: str, target: str, values: dict) -> None:
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


for line in sys.stdin:
    job = json.loads(line)
    try:
        fill(job["source"], job["target"], job["values"])
        answer = "ok"
    except Exception as problem:  # a failing form is an answer
        answer = " ".join(str(problem).split()) or type(problem).__name__
    print(f"answer\t{answer}", flush=True)
