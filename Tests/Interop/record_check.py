"""Holds a record that was read against what its form's boxes hold: record_differences(boxes, record) → sentences.

`boxes` are all boxes by name with their texts; buttons hold export values. A record tells the same as the gate takes it: blanks
for line ends and tabs, words for codes, and rows without the blank ones.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import dictionary

FREE = ("text", "name", "phone")


def record_differences(boxes: dict[str, str | None], record: dict, left: list[str]) -> Iterator[str]:
    standing = rows_of(boxes)
    chosen: dict[str, list[frozenset[str]]] = defaultdict(list)
    for name, value in boxes.items():
        box = dictionary.box(name)
        if box is None or name in left:
            continue
        place = (box.group, standing[box.group].index(box.ordinal) + 1) if box.group and box.ordinal in standing[box.group] else None
        if box.group and place is None:
            continue
        holder = entry(record, *place) if place else record
        if holder is None:
            yield f"{name}: the record has no row {place[1]} of {place[0]}"
        elif box.type == "options" and box.part:
            chosen[name.rsplit(".", 1)[0]] += [dictionary.words_of(box.field, box.part)] if value else []
        elif (held := holder.get(box.field)) is not None or value:
            yield from one(name, box, value, held)
    for name, words in chosen.items():
        if any(other.startswith(name + ".") for other in left):
            continue
        box = dictionary.box(name)
        holder = entry(record, box.group, standing[box.group].index(box.ordinal) + 1) if box.group else record
        held = (holder or {}).get(box.field) or []
        if len(held) != len(words) or not all(known & set(held) for known in words):
            yield f"{name}: ticked {[sorted(known) for known in words]}, the record has {held!r}"


def one(name: str, box: dictionary.Box, value: str | None, held: object) -> Iterator[str]:
    """Dates, amounts and addresses are told in other words and parts; `inspect` is held to the very text of them."""
    if box.part or isinstance(held, (dict, list)):
        return
    wanted = as_the_gate_takes_it(value or "")
    same = (held or "") == wanted or box.type == "option" and held in dictionary.words_of(box.field, wanted)
    if box.type in ("date", "amount", "area", "number", "count"):
        same = figures(held) == figures(wanted)
    elif box.type not in (*FREE, "option"):
        return
    if not same:
        yield f"{name}: filled in {value!r}, the record has {held!r}"


def as_the_gate_takes_it(text: str) -> str:
    return re.sub("[\n\r\t]", " ", text.replace("\r\n", "\n")).strip(" \u3000")


def figures(text: object) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", str(text or "").replace(",", ""))]


def rows_of(boxes: dict[str, str | None]) -> dict[str, list[int]]:
    """The rows of each list in which anything stands."""
    found: dict[str, set[int]] = defaultdict(set)
    for name, value in boxes.items():
        box = dictionary.box(name)
        if box and box.group and value:
            found[box.group].add(box.ordinal)
    return defaultdict(list, {group: sorted(ordinals) for group, ordinals in found.items()})


def entry(record: dict, group: str, number: int) -> dict | None:
    rows = record.get(group) or []
    return rows[number - 1] if number <= len(rows) else None
