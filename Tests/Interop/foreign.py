"""Drafts bindings of forms that are not ours and counts guesses: foreign.py HANDOVER FOLDER [--profile P] [--show] [--fill]

FOLDER holds what foreign_forms.py made. Each box is guessed right, guessed wrong, left open though it could be known, or left
open as it should be. With --fill the drafts are completed, the forms filled by pypdf, read, and the records compared.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

NS = "{urn:handover:binding:1}"


def guess(box: ElementTree.Element) -> dict | None:
    """What a binding says of a box, in the words of the truth; ``None`` when it says nothing."""
    if box.get("field") is None:
        return None
    use = {"field": box.get("field")}
    for key in ("part", "group", "means"):
        if box.get(key):
            use[key] = box.get(key)
    for key in ("entry", "piece"):
        if box.get(key):
            use[key] = int(box.get(key))
    words = {option.get("value"): option.get("means") for option in box.findall(NS + "option")}
    if words:
        use["words"] = words
    return use


def judge(binding: Path, truth: dict, counts: Counter, show: bool) -> None:
    for box in ElementTree.parse(binding).getroot().findall(NS + "box"):
        expected, found = truth.get(box.get("name")), guess(box)
        if box.get("ignore"):
            verdict = "wrong" if expected else "rightly left"
        elif found is None:
            verdict = "open" if expected else "rightly left"
        else:
            verdict = "right" if found == expected else "wrong"
        counts[verdict] += 1
        if show and verdict in ("wrong", "open"):
            print(f"{binding.stem}: {verdict}: {box.get('name')} {found} is {expected} ({box.get('because')})")


def complete(binding: Path, truth: dict) -> None:
    """What the person does: every box gets its field, and the draft is one no longer."""
    ElementTree.register_namespace("", NS[1:-1])
    tree = ElementTree.parse(binding)
    root = tree.getroot()
    del root.attrib["draft"]
    for box in root.findall(NS + "box"):
        for option in box.findall(NS + "option"):
            box.remove(option)
        for key in ("field", "part", "group", "entry", "piece", "means", "ignore", "confidence", "because"):
            box.attrib.pop(key, None)
        use = truth.get(box.get("name"))
        if use is None:
            box.set("ignore", "yes")
            continue
        for key, value in use.items():
            if key == "words":
                for stored, word in value.items():
                    ElementTree.SubElement(box, NS + "option", {"value": stored, "means": word})
            else:
                box.set(key, str(value))
    tree.write(binding, encoding="utf-8", xml_declaration=True)


PERSON = {
    "retiree.name": "欧阳䶮", "retiree.sex": "男", "retiree.ethnicGroup": "汉族", "retiree.birth": "1958年3月12日",
    "retiree.id": "110101195803120013", "retiree.politicalStatus": "群众", "retiree.health": "健康", "retiree.workUnit": "某市第一机械厂",
    "retiree.post": "车间主任", "retiree.retired": "2018年3月", "retiree.archivePlace": "区档案馆", "retiree.education": "高中",
    "retiree.skills": "书法", "retiree.hobbies": "太极拳", "retiree.insurancePlace": "某市东区", "retiree.phone": "13800000001",
    "retiree.residence": "聊城市东昌府区古楼街道龙湾社区3号楼2单元101室", "retiree.household": "聊城市东昌府区古楼街道龙湾社区3号", "enterprise.name": "某市机械有限公司",
    "receiver.street": "古楼街道", "receiver.community": "龙湾社区", "enterprise.handler": "李四", "enterprise.handlerPhone": "0635-8240000",
    "retiree.marriage": "已婚", "retiree.householdKind": "非农业", "retiree.retirementKind": "正常退休", "retiree.postcode": "252000", "retiree.startedWork": "1978年9月",
    "enterprise.creditCode": "91371500MA3C0A0B16", "archive.number": "A-12", "spouse.workUnit": "某商店", "spouse.phone": "13700000003", "spouse.name": "王芳", "contact.name": "赵六", "contact.relation": "子女", "contact.workUnit": "某厂", "contact.phone": "13900000002",
}
PARTS = {
    ("retiree.birth", "year"): "1958", ("retiree.birth", "month"): "3", ("retiree.birth", "day"): "12",
    ("retiree.retired", "year"): "2018", ("retiree.retired", "month"): "3", ("retiree.startedWork", "year"): "1978", ("retiree.startedWork", "month"): "9",
    ("retiree.residence", "city"): "东昌府区", ("retiree.residence", "street"): "古楼街道", ("retiree.residence", "community"): "龙湾社区",
    ("retiree.residence", "number"): "3号楼",
}


def check_digit(number: str) -> str:
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return number[:17] + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(number, weights)) % 11]


PERSON["retiree.id"] = check_digit(PERSON["retiree.id"])


def fill(form: Path, truth: dict, path: Path) -> dict:
    """Fills a form by pypdf; returns the values by field."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import BooleanObject, NameObject, TextStringObject

    writer = PdfWriter(clone_from=PdfReader(form))
    values: dict[str, str] = {}
    expected: dict[str, str] = {}
    for name, use in truth.items():
        if use is None or use.get("entry", 1) > 1:
            continue
        key = use["field"]
        value = PERSON[key] if key in PERSON else ""
        if "words" in use:
            values[name] = "/" + next(stored for stored, word in use["words"].items() if word == value)
        elif "means" in use:
            values[name] = "/Yes" if use["means"] == value else "/Off"
        elif key == "retiree.specialCare":
            values[name] = "/Yes" if use["part"] == "model-worker" else "/Off"
            expected[key] = "model-worker"
            continue
        elif "piece" in use:
            values[name] = value[use["piece"] - 1]
        elif "part" in use:
            values[name] = PARTS[key, use["part"]]
        else:
            values[name] = value
        expected[key] = value
    # Appearances are left to the viewer, as programs without Chinese fonts do.
    for annotation in writer.pages[0]["/Annots"]:
        widget = annotation.get_object()
        owner = widget if "/T" in widget else widget["/Parent"].get_object()
        value = values.get(owner["/T"])
        if value is None:
            continue
        if value.startswith("/"):
            owner[NameObject("/V")] = NameObject(value)
            states = widget["/AP"]["/N"]
            widget[NameObject("/AS")] = NameObject(value if value in states else "/Off")
        else:
            owner[NameObject("/V")] = TextStringObject(value)
            del widget["/AP"]
    writer.root_object["/AcroForm"].get_object()[NameObject("/NeedAppearances")] = BooleanObject(True)
    writer.write(path)
    return expected


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("handover", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--profile", default="liaocheng")
    parser.add_argument("--show", action="store_true", help="each wrong and each missing guess")
    parser.add_argument("--fill", action="store_true")
    options = parser.parse_args()
    home = Path(__file__).resolve().parents[2]
    total: Counter = Counter()
    failures = 0
    with tempfile.TemporaryDirectory() as scratch:
        # An installation of its own, so that bindings do not come among the shipped templates.
        shutil.copytree(home / "templates", Path(scratch, "templates"))
        Path(scratch, "Resources").symlink_to(home / "Resources")
        environment = {"HANDOVER_HOME": scratch, "PATH": "/usr/bin:/bin"}
        bindings = Path(scratch, "templates", options.profile, "bindings")
        for form in sorted(options.folder.glob("*.pdf")):
            truth = json.loads(form.with_suffix(".json").read_text())
            made = subprocess.run(
                [options.handover, "template", "from-pdf", form, "--profile", options.profile, "--id", form.stem],
                env=environment, capture_output=True, text=True)
            if made.returncode:
                print(form.name, made.stdout, made.stderr)
                failures += 1
                continue
            binding = bindings / f"{form.stem}.xml"
            counts: Counter = Counter()
            judge(binding, truth, counts, options.show)
            total += counts
            if options.fill and not form.stem.endswith("roster"):
                complete(binding, truth)
                failures += not returns(options.handover, form, truth, Path(scratch), environment)
            binding.unlink(missing_ok=True)
    known = total["right"] + total["wrong"] + total["open"]
    print(", ".join(f"{word} {total[word]}" for word in ("right", "wrong", "open", "rightly left")))
    print(f"of {known} boxes with a field {total['right'] / max(known, 1):.1%} right; of guesses {total['wrong'] / max(total['right'] + total['wrong'], 1):.2%} wrong; failures {failures}")
    return 1 if failures else 0


def returns(handover: Path, form: Path, truth: dict, scratch: Path, environment: dict) -> bool:
    """Whether a filled form comes back as the record that was filled in."""
    filled, records = scratch / "filled.pdf", scratch / "records.json"
    records.unlink(missing_ok=True)
    expected = fill(form, truth, filled)
    read = subprocess.run([handover, "read", filled, "--out", records, "--json"], env=environment, capture_output=True, text=True)
    answer = next((line for line in map(json.loads, read.stdout.splitlines()) if "status" in line), {"status": "none"})
    if answer["status"] != "accepted" or answer.get("source") != "foreign":
        print(form.name, answer["status"], answer.get("reason"), read.stdout[:1500], read.stderr[-1500:], file=sys.stderr)
        return False
    text = records.read_text()
    lost = [key for key, value in expected.items() if key not in ("retiree.birth", "retiree.retired", "retiree.startedWork", "retiree.phone", "retiree.marriage", "retiree.householdKind", "retiree.retirementKind", "enterprise.handlerPhone", "contact.phone", "spouse.phone", "retiree.residence", "retiree.household", "retiree.specialCare") and value not in text]
    if lost:
        print(form.name, "lost", lost, text[:800], file=sys.stderr)
    return not lost


if __name__ == "__main__":
    sys.exit(main())
