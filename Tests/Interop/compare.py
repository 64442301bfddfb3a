"""Holds what was read back against what was filled in: compare.py PLAN.json INSPECT.jsonl

PLAN: what fill.py carried out, each entry with "out" (the filled file) and perhaps "error" beside "file" and "values".
INSPECT: what `handover inspect` said of the filled files, in the plan's order.
Prints each difference; exit code 1 if there is any. Every text is compared scalar by scalar; only line ends may differ,
since each program writes its own.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import dictionary
from fields import fields
from record_check import record_differences


def same(one: str | list | None, other: str | list | None) -> bool:
    return line_ends(one) == line_ends(other)


def line_ends(value: str | list | None) -> str | list | None:
    return value.replace("\r\n", "\n").replace("\r", "\n") or None if isinstance(value, str) else value


def expected(entry: dict) -> dict[str, str | None]:
    """Every field of the file as it must read now: the new values, and the old ones where nothing was filled in."""
    result = {}
    for field in fields(entry["file"]):
        value = entry["values"].get(field.name, field.value)
        if field.kind in ("checkbox", "radio") and isinstance(value, bool):
            value = field.states[0] if value else None
        result[field.name] = value
    return result


def differences(entry: dict, seen: dict) -> Iterator[str]:
    """What `inspect` says of a filled file and should not."""
    if seen.get("status") != "ok":
        yield f"inspect says {seen.get('status')} ({seen.get('reason')})"
        return
    got = {field["name"]: field for field in seen["fields"] if field["type"] != "push"}
    is_data = not entry["out"].endswith(".pdf")  # form data know neither fields for signatures nor kinds of fields
    for name, value in expected(entry).items():
        if name in entry.get("left", []):
            continue
        if name not in got:
            if not is_data or value is not None:
                yield f"{name}: inspect does not list it"
        elif not (is_data and value is None and got[name]["value"] == "Off") and not same(got[name]["value"], value):
            yield f"{name}: filled in {value!r}, read {got[name]['value']!r}"


def leaves(node: object, path: str = "") -> Iterator[tuple[str, object]]:
    """A record's values by dotted name; entries of lists count from 1."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, f"{path}.{key}" if path else key)
    elif isinstance(node, list):
        for index, value in enumerate(node, 1):
            yield from leaves(value, f"{path}.{index}")
            yield path, value
    else:
        yield path, node


def missing_values(entry: dict, record: dict) -> Iterator[str]:
    """New texts that the record does not hold under their field's name. A record has blanks for line ends, and no entries
    for the blank rows of a group, so a row's texts may stand in an earlier entry (`inspect` is held to the very row)."""
    held: dict[str, set[str]] = {}
    for path, value in leaves(record):
        held.setdefault(path, set()).add(str(value))
    for name, value in entry["values"].items():
        box = dictionary.box(name)
        if not isinstance(value, str) or box is None or box.type not in ("name", "text", "phone", "count"):
            continue
        places = [f"{box.group}.{entry}.{box.field}" for entry in range(1, box.ordinal + 1)] if box.group else [box.field]
        texts = {text for place in places for path, found in held.items() for text in found if (path + ".").startswith(place + ".")}
        if " ".join(value.splitlines()) not in texts:
            yield f"{name}: filled in {value!r}, the record has {sorted(texts)!r} under {places[-1]}"


def compare(
    plan: list[dict], inspected: list[dict] | None, returned: list[dict] | None, just: dict[str, str] | None = None
) -> tuple[Counter, list[str]]:
    """Counts of files (equal and different, and what became of them) and of values, and a sentence for each difference.

    `just`: the codes for which a file of this program may go to review. To be refused, or to go to review for another, is a difference.
    """
    counts, complaints = Counter(files=len(plan)), []
    if inspected is not None and len(inspected) != len(plan):
        complaints.append(f"inspect gave {len(inspected)} lines for {len(plan)} files")
    for index, entry in enumerate(plan):
        name = Path(entry["out"]).name
        if entry.get("error"):
            counts["unfilled"] += 1
            complaints.append(f"{name}: the program refused: {entry['error']}")
            continue
        counts["values"] += len(entry["values"])
        counts.update(("kind", entry["kinds"][field]) for field in entry["values"] if "kinds" in entry)
        found = list(differences(entry, inspected[index] if index < len(inspected) else {})) if inspected is not None else []
        if returned is not None:
            answer = returned[index] if index < len(returned) else {"status": "unanswered", "records": [], "codes": {}}
            found += judged(entry, answer, just or {}, counts)
        counts["equal values"] += len(entry["values"]) - min(len(entry["values"]), len(found))
        counts["different" if found else "equal"] += 1
        complaints += [f"{name}: {what}" for what in found]
    return counts, complaints


def judged(entry: dict, answer: dict, just: dict[str, str], counts: Counter) -> Iterator[str]:
    counts[answer["status"]] += 1
    if answer["status"] not in ("accepted", "review"):
        yield f"read says {answer['status']} ({answer.get('reason')})"
    if answer["status"] == "review":
        counts.update(("reason", code) for code in answer["codes"])
        unjust = sorted(set(answer["codes"]) - just.keys()) or ([] if answer["codes"] else ["nothing"])
        if unjust:
            yield f"for review because of {', '.join(unjust)}"
    for record in answer["records"]:
        yield from record_differences(expected(entry), record, entry.get("left", []))


def json_lines(path: str) -> list[dict]:
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line.strip()]


def main() -> int:
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    counts, complaints = compare(json.loads(Path(sys.argv[1]).read_text("utf-8")), json_lines(sys.argv[2]), None)
    print("\n".join(complaints))
    print(" ".join(f"{key} {counts[key]}" for key in ("files", "values", "equal", "different")))
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
