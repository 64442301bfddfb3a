"""Plans new values for fillable forms: make_plan.py [--seed N] [--share 0.5] FILE… > plan.json

Only names of fields that stand in each file are used, and only values that are legal for them by the field dictionary.
The plan is a list of {"file", "values": {field name: text, true, false or export value}}; fill.py carries it out.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from random import Random

import dictionary
import values
from fields import Field, fields


def plan(path: Path, seed: int, share: float = 0.5) -> dict:
    """New values for about this share of the fields; the same for the same seed and file name."""
    chance = Random(f"{seed} {path.name}")
    chosen: dict[str, str | bool] = {}
    listed = [(field, dictionary.box(field.name)) for field in fields(str(path)) if not field.read_only]
    wholes = sorted({whole for _, box in listed if box and (whole := whole_of(box))})
    blank = blank_people(listed)
    filled = {whole for whole in wholes if chance.random() < share and whole not in blank}
    sums = any(box.derived for _, box in listed if box)
    for field, box in listed:
        # What is summed up elsewhere on the paper stays: the sum would contradict it.
        if box is None or (sums and box.type in ("count", "amount", "area", "number")):
            continue
        wanted = whole_of(box) in filled if whole_of(box) else chance.random() < share
        value = new_value(field, box, chance) if wanted else None
        if value is not None and value != field.value:
            chosen[field.name] = value
    return {"file": str(path), "values": chosen}


def blank_people(listed: list[tuple[Field, dictionary.Box | None]]) -> set[str]:
    """Empty rows for people: without an ID number, which nobody may invent, they cannot be filled in."""
    rows: dict[str, list[tuple[Field, dictionary.Box]]] = {}
    for field, box in listed:
        if box and box.group:
            rows.setdefault(f"{box.group} {box.ordinal}", []).append((field, box))
    return {row for row, boxes in rows.items()
            if any(box.type == "resident-id" and not field.value for field, box in boxes)}


def whole_of(box: dictionary.Box) -> str | None:
    """What is filled whole or left alone: half a contact is not legal, nor is half a date."""
    if box.group:
        return f"{box.group} {box.ordinal}"
    return box.field if box.type == "date" and box.part else None


def new_value(field: Field, box: dictionary.Box, chance: Random) -> str | bool | None:
    if field.kind == "checkbox":
        return field.value is None
    if field.kind == "radio":
        others = [state for state in field.states if state != field.value]
        return None if box.field == "retiree.sex" or not others else chance.choice(others)
    if field.kind != "text":
        return None
    value = values.legal(box, chance, field.value)
    limit = min(filter(None, (field.max_length, box.max_length)), default=None)
    if value and limit and box.type in ("text", "name") and chance.random() < 0.1:
        value = values.longest(box, chance, limit)
    elif value and field.multiline and box.type == "text" and chance.random() < 0.5:
        value = f"{value}\n{values.legal(box, chance, field.value)}"
    # Readers count UTF-16 units or characters: stay below the limit in both.
    return value if value and (limit is None or len(value.encode("utf-16-le")) // 2 <= limit) else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=0.5)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    options = parser.parse_args()
    plans = [plan(path, options.seed, options.share) for path in options.files]
    print(json.dumps(plans, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
