"""Fills PDF forms as a person in Chromium does: clicks into each box of its PDF viewer, types, and saves with changes."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from chromium import Chromium
from data_files import Button
from fields import fields

VIEWER = "document.querySelector('pdf-viewer')"
SHOW = f"""((index) => {{
  const viewer = {VIEWER}, viewport = viewer.viewport_;
  viewport.goToPage(index);
  const page = viewport.getPageScreenRect(index), plugin = viewer.shadowRoot.querySelector('#plugin, embed, iframe').getBoundingClientRect();
  return JSON.stringify([page.x + plugin.x, page.y + plugin.y, page.width, page.height]);
}})"""
FIT = f"(() => {{ const viewer = {VIEWER}; viewer.sidenavCollapsed_ = true; viewer.viewport_.setFittingType('fit-to-page'); }})()"
# A question that the plugin itself answers, after what it was sent before.
SETTLED = f"{VIEWER}.currentController.getSelectedText().then(() => true)"
SAVE = f"""(async () => {{
  const saved = await {VIEWER}.currentController.save('EDITED');
  const bytes = new Uint8Array(saved.dataToSave);
  let text = '';
  for (let start = 0; start < bytes.length; start += 0x8000) text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  return btoa(text);
}})()"""


@cache
def browser() -> Chromium:
    return Chromium()


def chromium(source: Path, target: Path, values: dict[str, str]) -> None:
    driven = browser()
    viewer = driven.viewer(str(source.resolve()))
    driven.evaluate(FIT, viewer)
    held = {field.name: field.value or "" for field in fields(str(source)) if field.kind == "text"}
    left = {name: value for name, value in values.items() if value != held.get(name)}
    for _ in range(5):
        fill(driven, viewer, source, left)
        target.write_bytes(base64.b64decode(driven.evaluate(SAVE, viewer)))
        # A click may miss, after a page was turned or on a busy machine; a person sees that nothing was typed, and clicks again.
        now = {field.name: field.value or "" for field in fields(str(target)) if field.kind == "text"}
        left = {name: value for name, value in left.items() if name in held and now.get(name) == held[name]}
        if not left:
            return


def fill(driven: Chromium, viewer: str, source: Path, values: dict[str, str]) -> None:
    """Clicks and types each value into the first box of its field, page by page."""
    shown, place = None, None
    done: set[str] = set()
    groups = {field.name for field in fields(str(source)) if field.kind == "radio"}
    for name, page, (x, y), state, is_on in widgets(source):
        if name not in values or name in done:
            continue
        if page != shown:
            shown, place = page, settled(driven, viewer, page)
            # The first click of all only takes the focus; it goes where there is nothing.
            click(driven, (place[0] + 3, place[1] + 3))
            driven.evaluate(SETTLED, viewer)
        at = place[0] + x * place[2], place[1] + y * place[3]
        value = values[name]
        is_text = not isinstance(value, Button)
        # Of a group the chosen button is clicked; a check box where it stands otherwise.
        if not is_text and (is_on or state != value if name in groups else is_on == (value == state)):
            continue
        click(driven, at)
        driven.evaluate(SETTLED, viewer)
        if is_text:
            write(driven, value)
        done.add(name)


def settled(driven: Chromium, viewer: str, page: int) -> list[float]:
    """Where a page stands: left, top, width and height. The viewer moves its pages about for a while."""
    place = None
    while place != (place := driven.evaluate(f"{SHOW}({page})", viewer)):
        time.sleep(0.4)
    return json.loads(place)


def widgets(source: Path) -> Iterator[tuple[str, int, tuple[float, float], str, bool]]:
    """Of each widget: its field, page, centre as shares of the page from the top left, state, and whether it shows that."""
    import pikepdf

    with pikepdf.open(source) as pdf:
        for index, page in enumerate(pdf.pages):
            left, bottom, right, top = map(float, page.mediabox)
            for widget in page.get("/Annots", []):
                if widget.get("/Subtype") != "/Widget":
                    continue
                box = [float(number) for number in widget.Rect]
                centre = ((box[0] + box[2]) / 2 - left) / (right - left), (top - (box[1] + box[3]) / 2) / (top - bottom)
                states = [key[1:] for key in widget.get("/AP", {}).get("/N", {}) if key != "/Off"] if "/AS" in widget else []
                yield named(widget), index, centre, (states or [""])[0], widget.get("/AS", "/Off") != "/Off"


def named(node) -> str:
    parts = []
    while node is not None:
        parts.insert(0, str(node.get("/T", "")))
        node = node.get("/Parent")
    return ".".join(part for part in parts if part)


def click(driven: Chromium, at: tuple[float, float]) -> None:
    """One step after the other: mouse events that come together are taken for one."""
    for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
        button = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
        driven.ask("Input.dispatchMouseEvent", {"type": kind, "x": at[0], "y": at[1]} | button, driven.page)


def write(driven: Chromium, text: str) -> None:
    """By keys alone: what an input method commits takes another way through the browser, and arrives before or after them."""
    keys = [{"type": "rawKeyDown", "windowsVirtualKeyCode": code, "modifiers": modifiers}
            for code, modifiers in ((36, 2), (35, 10))]  # Control and Home, Control and Shift and End
    keys += [{"type": "char", "text": character} for character in "\b" + text.replace("\r\n", "\r").replace("\n", "\r")]
    for key in keys:
        driven.ask("Input.dispatchKeyEvent", key, driven.page)
