"""Issues a fillable file of every form of the cities named: issue.py HANDOVER OUT CITY…

The values that a form is previewed with ride in its preview as an attached record; that record is the list (and the batch file)
from which the fillable file is then printed. Prints one line of JSON for each form: {"form", "file"}.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pikepdf

import dictionary
import values

NAMESPACE = "urn:handover:records:1"
RECORDS, RECORD, GROUP, FIELD = (f"{{{NAMESPACE}}}{name}" for name in ("records", "record", "group", "field"))


def issue(handover: Path, city: str, out: Path) -> list[dict]:
    previews = out / "previews"
    run(handover, "template", "preview", *forms(handover, city), "--values", "typical", "--out", previews, "--quiet")
    made = []
    for preview in sorted(previews.glob(f"{city}-*-typical.pdf")):
        form = preview.stem.removeprefix(f"{city}-").removesuffix("-typical")
        record = attached(preview)
        if record is not None:
            made.append({"form": f"{city}/{form}", "file": str(printed(handover, city, form, record, out))})
    return made


def forms(handover: Path, city: str) -> list[str]:
    listed = run(handover, "template", "list").split()
    return [word for word in listed if word.startswith(f"{city}/")]


def attached(path: Path) -> ElementTree.Element | None:
    with pikepdf.open(path) as pdf:
        for name, spec in pdf.attachments.items():
            if name.endswith(".xml"):
                return ElementTree.fromstring(spec.get_file().read_bytes()).find(f".//{RECORD}")
    return None


def printed(handover: Path, city: str, form: str, record: ElementTree.Element, out: Path) -> Path:
    """People become the list, everything else the batch file; what follows from other fields is left to be reckoned."""
    people = ElementTree.Element(RECORDS)
    for group in [group for group in record.findall(GROUP) if group.get("name") == "batch.people"]:
        record.remove(group)
        people.extend(group)
    for field in [field for field in record.findall(FIELD) if (box := dictionary.box(field.get("name"))) and box.derived]:
        record.remove(field)
    if any((field.get("name") or "").startswith("retiree.") for field in record):
        people.append(record)
    elif not len(people):
        ElementTree.SubElement(people, RECORD)
    for number, person in enumerate(people):
        known = {field.get("name"): "".join(field.itertext()) for field in person}
        missing = {"retiree.name": "王秀英", "retiree.id": identity(number, known)} | only(city, form)
        for name in missing.keys() - known.keys():
            ElementTree.SubElement(person, FIELD, name=name).text = missing[name]
    data, batch, folder = out / f"{form}-people.xml", out / f"{form}-batch.xml", out / f"{city}-{form}"
    ElementTree.ElementTree(people).write(data, "utf-8", xml_declaration=True)
    arguments = ["--data", data]
    if people[0] is not record:
        ElementTree.ElementTree(record).write(batch, "utf-8", xml_declaration=True)
        arguments += ["--batch", batch]
    shutil.rmtree(folder, ignore_errors=True)
    run(handover, "generate", f"{city}/{form}", "--profile", city, *arguments, "--fillable", "--out", folder, "--quiet")
    chosen = max(folder.rglob("*.pdf"), key=lambda path: (path.stat().st_size, path.name))
    target = out / f"{city}-{form}.pdf"
    shutil.move(chosen, target)
    shutil.rmtree(folder)
    data.unlink()
    batch.unlink(missing_ok=True)
    return target


def only(city: str, form: str) -> dict[str, str]:
    """What a person must have to stand on the form, by the form's own word."""
    templates = dictionary.RESOURCES.parent / "templates"
    path = next((path for path in (templates / city / f"{form}.xml", templates / "common" / f"{form}.xml") if path.exists()), None)
    found = {}
    for rule in ElementTree.parse(path).getroot().findall("{*}only") if path else ():
        field = dictionary.listed().get(rule.get("field"))  # a repeated part is none, and samples have entries of it
        code = (rule.get("is") or "").split()[:1]
        if field is not None:
            found[rule.get("field")] = dictionary.word(field.get("options"), code[0]) if code else "其他"
    return found


def identity(number: int, known: dict[str, str]) -> str:
    """An ID number that agrees with the sex and birth that are known."""
    birth = re.findall(r"\d+", known.get("retiree.birth", ""))
    year, month, day = (birth + ["1940", "3", "15"][len(birth) :])[:3]
    sequence = 2 * (number + 1) + ("男" in known.get("retiree.sex", ""))
    return values.with_check(f"110201{year}{int(month):02}{int(day):02}{sequence:03}")


def run(handover: Path, *arguments: object) -> str:
    done = subprocess.run([handover, *map(str, arguments)], capture_output=True, text=True, timeout=600)
    if done.returncode:
        raise SystemExit(f"handover {' '.join(map(str, arguments[:3]))} ended with {done.returncode}: {(done.stderr or done.stdout)[-800:]}")
    return done.stdout


def main() -> int:
    if len(sys.argv) < 4:
        print(__doc__, file=sys.stderr)
        return 2
    handover, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    for city in sys.argv[3:]:
        for made in issue(handover, city, out):
            print(json.dumps(made, ensure_ascii=False))
    shutil.rmtree(out / "previews")
    return 0


if __name__ == "__main__":
    sys.exit(main())
