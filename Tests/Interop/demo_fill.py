"""Fills thirty issued forms as different people would: demo_fill.py ISSUED OUT [--count 30] [--seed 1]

ISSUED is a folder of fillable PDFs. OUT gets a filled copy of thirty of them, under the same names: most with a plausible
edit made by one of several programs, a few sent back as they were, a few spoilt on purpose. OUT/expected.json says of each
what was done: {"file", "issued", "program", "edit", "expect", "values"}, where "expect" is
  equal      nothing was changed
  changed    the values named were changed, and are legal
  review     it can be read, but a person must look at it; "reason" says why
  refused    it cannot be read as this form; "reason" says why
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import dictionary
from fields import Field, fields
from fill import DATA, PROGRAMS, fill, missing
from make_plan import new_value
from reasons import GLYPHS, JUST, LOW_BYTES

# Not poppler: it adds a whole Chinese font, 19 MB, to each file. Not iText: it leaves Chinese blank, and a person must look at each file.
FILLERS = [program for program in PROGRAMS if not program.startswith(("poppler", "itext")) and program not in DATA]
Boxes = list[tuple[Field, dictionary.Box]]


# What people change. Each takes the form's boxes and gives the new values, or nothing where it does not fit.


def some(pattern: str) -> Callable[[Boxes, Random], dict]:
    def edit(boxes: Boxes, chance: Random) -> dict:
        fitting = [(field, box) for field, box in boxes if re.fullmatch(pattern, box.field) and not box.group]
        made = {field.name: new_value(field, box, chance) for field, box in fitting}
        return {name: value for name, value in made.items() if value is not None}

    return edit


def tick(boxes: Boxes, chance: Random) -> dict:
    marks = [field for field, box in boxes if field.kind == "checkbox" and box.field == "retiree.specialCare"]
    return {field.name: field.value is None for field in chance.sample(marks, min(2, len(marks)))}


def contact(boxes: Boxes, chance: Random) -> dict:
    """Fills the first empty contact."""
    entries: dict[int, Boxes] = {}
    for field, box in boxes:
        if box.group == "retiree.contacts":
            entries.setdefault(box.ordinal, []).append((field, box))
    for _, entry in sorted(entries.items()):
        if all(not field.value for field, _ in entry):
            return {field.name: new_value(field, box, chance) for field, box in entry}
    return {}


def everything(boxes: Boxes, chance: Random) -> dict:
    return {**some(r"retiree\.(phone|residence|hobbies|skills)")(boxes, chance), **tick(boxes, chance), **contact(boxes, chance)}


EDITS: dict[str, Callable[[Boxes, Random], dict]] = {
    "a new phone": some(r"retiree\.phone"),
    "moved house": some(r"retiree\.residence"),
    "boxes ticked": tick,
    "a contact added": contact,
    "hobbies and skills": some(r"retiree\.(hobbies|skills)"),
    "the name written with its rare character": lambda boxes, chance: {
        field.name: chance.choice(["张䶮", "欧阳𠅤", "李𬎆", "阿卜杜拉·买买提"]) for field, box in boxes if box.field == "retiree.name"},
    "a thorough clerk": everything,
}


# What goes wrong. Each takes the issued file and the target, and gives the reason for which it must be refused.


def truncated(issued: Path, target: Path) -> str:
    data = issued.read_bytes()
    target.write_bytes(data[: len(data) // 3])
    return "damaged"


def encrypted(issued: Path, target: Path) -> str:
    import pikepdf

    with pikepdf.open(issued) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(user="fictitious", owner="fictitious", R=6))
    return "encrypted"


def scan(issued: Path, target: Path) -> str:
    """A picture of the first page, as a scanner sends it."""
    import pypdfium2

    page = pypdfium2.PdfDocument(issued)[0]
    page.render(scale=150 / 72).to_pil().convert("L").save(target, "PDF", resolution=150)
    return "scan"


def other_form(issued: Path, target: Path) -> str:
    import pikepdf
    from pikepdf import Array, Dictionary, Name, String

    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        field = pdf.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("Applicant"), V=String("张三"),
            Rect=Array([72, 700, 300, 720]), P=page.obj))
        page.obj.Annots = Array([field])
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
        pdf.save(target)
    return "other form"


SPOILT = [truncated, encrypted, scan, other_form]


def wrong_id(issued: Path) -> dict:
    """A slip of the pen in the last place of the ID."""
    for field in fields(str(issued)):
        box = dictionary.box(field.name)
        if box and box.field == "retiree.id" and field.value:
            digit = field.value[-1]
            return {field.name: field.value[:-1] + ("7" if digit in "X3" else "3" if digit == "7" else "X")}
    return {}


def draws(program: str, made: dict) -> bool:
    """Whether the page will show all of it: some programs draw rare characters as others or not at all, and a person must look."""
    common = re.compile(r"[ -~\u3000-\u303f\u4e00-\u9fa5\uff00-\uffef]*")
    return JUST.get(program, {}).get("drawn-differs") not in (GLYPHS, LOW_BYTES) or all(
        common.fullmatch(value) for value in made.values() if isinstance(value, str))


def changed(issued: Path, target: Path, number: int, chance: Random) -> dict:
    """One edit by one program; the next program where one refuses, so that the demo shows what it says."""
    boxes = [(field, box) for field in fields(str(issued)) if (box := dictionary.box(field.name)) and not field.read_only]
    names = list(EDITS)
    for attempt in range(len(names)):
        edit = names[(number + attempt) % len(names)]
        made = {name: value for name, value in EDITS[edit](boxes, chance).items() if value is not None}
        made = {field.name: made[field.name] for field, _ in boxes if field.name in made and made[field.name] != field.value}
        if made:
            break
    else:
        raise SystemExit(f"{issued} has no field that the demo could change; are these information tables?")
    programs = [program for program in FILLERS if not missing(program) and draws(program, made)]
    for attempt in range(len(programs)):
        program = programs[(number + attempt) % len(programs)]
        error = fill(program, issued, target, made)
        if error is None:
            # A program that only stores values leaves on the page what stood there before: a person must look.
            is_stale = program == "pikepdf" and any(field.name in made and field.kind == "text" and field.value for field, _ in boxes)
            doubt = {"expect": "review", "reason": "stale drawing"} if is_stale else {"expect": "changed"}
            return {"program": program, "edit": edit, "values": made} | doubt
        print(f"{issued.name}: {program} could not: {error}", file=sys.stderr)
    raise SystemExit(f"no program could fill {issued}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("issued", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    files = sorted(options.issued.rglob("*.pdf"))[: options.count]
    if len(files) < len(SPOILT) + 5:
        raise SystemExit(f"{options.issued} has {len(files)} PDF files; the demo needs at least {len(SPOILT) + 5}")
    options.out.mkdir(parents=True, exist_ok=True)
    chance = Random(options.seed)
    # The spoilt and the unchanged ones are strewn among the others.
    special = chance.sample(range(len(files)), len(SPOILT) + 1 + 4)
    manifest = []
    for number, issued in enumerate(files):
        target = options.out / issued.name
        place = special.index(number) if number in special else None
        if place is None:
            entry = changed(issued, target, number, chance)
        elif place < len(SPOILT):
            spoil = SPOILT[place]
            entry = {"program": None, "edit": spoil.__name__, "expect": "refused", "reason": spoil(issued, target), "values": {}}
        elif place == len(SPOILT):
            slip = wrong_id(issued)
            error = fill("pypdf", issued, target, slip)
            if error or not slip:
                raise SystemExit(f"{issued}: {error or 'has no ID to misspell'}")
            entry = {"program": "pypdf", "edit": "a slip in the ID", "expect": "review", "reason": "slip", "values": slip}
        else:
            entry = unchanged(issued, target, place)
        manifest.append({"file": str(target), "issued": str(issued)} | entry)
    (options.out / "expected.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for expect in ("changed", "equal", "review", "refused"):
        print(f"{expect:<8} {sum(entry['expect'] == expect for entry in manifest):>3}")


def unchanged(issued: Path, target: Path, place: int) -> dict:
    """Sent back as it came, or saved again by a program without an edit."""
    program = "pikepdf" if place % 2 else None
    if program is None:
        shutil.copyfile(issued, target)
    elif error := fill(program, issued, target, {}):
        raise SystemExit(f"{issued}: {error}")
    return {"program": program, "edit": "none", "expect": "equal", "values": {}}


if __name__ == "__main__":
    main()
