"""Plans a value for every box of a form: whole_plan(path, turn) → {"file", "values", "kinds"}.

Every box is written. What may change does, by turns: over the turns each text is once of each kind (rare characters, variation selectors, names with ·,
half and full width, longest, several lines, empty, plain), and each choice is once each of its options. What follows from other values, or
decides over them, is written again as it stands, so that the paper stays consistent and nothing speaks against it.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
import zlib
from functools import cache
from pathlib import Path
from random import Random

import dictionary
import values
from fields import Field, fields

# Extensions A to H, compatibility ideographs, and beyond GBK but in GB 18030.
RARE = ["㐂䶮𠮷", "𪚥𫟼𫠝", "𬎆𬭎𬘭", "𮯠𰻝𱁬", "樂﨎﨑鿆鿿", "𪎩𡈽𤭢𥻘"]
RARE_NAMES = ["张䶮", "欧阳𠅤", "李𬎆", "王㐂𠮷", "刘𰻝", "司马𫟼𪚥", "龚𮯠", "葛\U000e0100𫖯", "阿卜杜拉·买买提", "古丽娜尔·艾山𬭎"]
VARIED = ["葛\U000e0100城分厂", "辻\U000e0101村", "Zu\u0308rich e\u0301cole 分部", "ǖǘǚǜ·ḿ 组", "﨎\ufe00村〇号"]
WIDTHS = ["ＡＢＣ１２３ abc 123", "（甲）(乙)，,．.：:", "ｱｲｳ アイウ ﾊﾟ", "№３㈱㊣Ⅷ①⑳", "＂％＆＜＞\"%&<>'\\()/#"]
LINES = ["第一行\n第二行", "一\r\n二\r\n三", "列一\t列二\n末行", "首行\r次行"]
KINDS = ("plain", "rare", "varied", "widths", "longest", "lines", "empty", "rare")
# Whose value decides over others, or follows from a person's: a new one would contradict the rest of the paper.
DECIDING = ("retiree.id", "retiree.sex", "retiree.birth", "retiree.retired", "retiree.lifeStatus", "retiree.specialCare", "retiree.socialSecurityNumber",
            "retiree.politicalStatus", "retiree.retirementKind", "receiver.", "place.", "exclusion.", "member.kind")


def whole_plan(path: Path, turn: int) -> dict:
    made, kinds = {}, {}
    listed = [(field, dictionary.box(field.name)) for field in fields(str(path)) if not field.read_only and field.kind != "signature"]
    blank = blank_rows(listed)
    follow, sources = reckoned()
    summed = any(box.field in follow for _, box in listed if box)
    for field, box in listed:
        if box is None or row(box) in blank:
            kinds[field.name], made[field.name] = "kept", as_it_stands(field)
        elif summed and box.field in sources:
            kinds[field.name], made[field.name] = exchanged(field, box, listed, turn)
        else:
            kinds[field.name], made[field.name] = planned(field, box, turn + zlib.crc32(field.name.encode()), turn % 3 + 1)
    return {"file": str(path), "values": {name: value for name, value in made.items() if value is not None}, "kinds": kinds}


def exchanged(field: Field, box: dictionary.Box, listed: list, turn: int) -> tuple[str, str | bool | None]:
    """What sums are made of: choices go round among the rows of a list, so that as many of each remain."""
    same = [other for other, its in listed if its and its.group == box.group and its.field == box.field and other.value is not None]
    if field.kind != "radio" or field not in same:
        return "kept", as_it_stands(field)
    return "option", same[(same.index(field) + turn) % len(same)].value


def as_it_stands(field: Field) -> str | bool | None:
    return field.value is not None if field.kind == "checkbox" else field.value


def planned(field: Field, box: dictionary.Box, turn: int, days: int) -> tuple[str, str | bool | None]:
    kept = "kept", as_it_stands(field)
    if box.field.startswith(DECIDING) or box.field in reckoned()[0]:
        return kept
    if field.kind == "checkbox":
        return "option", turn % 2 == 0
    if field.kind == "radio":
        return "option", field.states[turn % len(field.states)]
    chance = Random(turn)
    limit = min(filter(None, (field.max_length, box.max_length)), default=200)
    match box.type:
        case "text" if field.value is not None or box.group is None:
            kind = KINDS[turn % len(KINDS)]
            kind = "plain" if kind == "lines" and not field.multiline else kind
            return kind, fitting(text(kind, box, chance, limit), limit)
        case "name" if field.value is not None:
            return "rare", RARE_NAMES[turn % len(RARE_NAMES)]
        case "phone" if field.value is not None:
            return "plain", values.phone(chance)
        case "address" if field.value is not None:
            return "plain", values.ADDRESS_PARTS[box.part](chance) if box.part else values.address(chance)
        case "option" if field.value in box.words:
            return "option", box.words[turn % len(box.words)]
        case "count" if field.value is not None:
            return "plain", str(chance.randint(1, 120))
        case "date" if field.value is not None and box.part is None:
            return "plain", some_days_later(field.value, days)
        case _:
            return kept


@cache
def reckoned() -> tuple[set[str], set[str]]:
    """The fields that follow from others, by the dictionary or a city's profile, and those from which they follow."""
    profiles = [ElementTree.parse(path).getroot() for path in sorted(dictionary.RESOURCES.parent.glob("templates/*/profile.xml"))]
    clocks = [clock for profile in profiles for clock in profile.iter() if str(clock.tag).endswith("}clock") or clock.tag == "clock"]
    derived = {field.get("name"): field.find("derive") for field in dictionary.tree().iter("field") if field.find("derive") is not None}
    sources = {word for rule in (*derived.values(), *clocks) for value in rule.attrib.values() for word in value.split()}
    follow = derived.keys() | {clock.get("field") for clock in clocks}
    return follow, (sources & dictionary.listed().keys()) | follow


def some_days_later(printed: str, days: int) -> str:
    """All dates of a form are put off alike and stay in their month, so that each still comes after what it came after."""
    return re.sub(r"(?<=\d\D)\d{1,2}(?=日?$)", lambda found: str(max(int(found[0]), min(28, int(found[0]) + days))).zfill(len(found[0])), printed)


def text(kind: str, box: dictionary.Box, chance: Random, limit: int) -> str:
    match kind:
        case "empty":
            return ""
        case "longest":
            return values.longest(box, chance, limit)
        case "rare":
            return chance.choice(RARE) + chance.choice(values.TEXTS)
        case "plain":
            return chance.choice(values.TEXTS)
        case _:
            return chance.choice({"varied": VARIED, "widths": WIDTHS, "lines": LINES}[kind])


def fitting(text: str, limit: int) -> str:
    """Readers count UTF-16 units or characters: below the limit in both."""
    while len(text.encode("utf-16-le")) // 2 > limit:
        text = text[:-1]
    return text.strip(" \n\r\t")


def blank_rows(listed: list[tuple[Field, dictionary.Box | None]]) -> set[str]:
    """Rows of lists in which nothing stands: half a row would be no record."""
    filled: dict[str, bool] = {}
    for field, box in listed:
        if box and (name := row(box)):
            filled[name] = filled.get(name, False) or field.value is not None
    return {name for name, holds in filled.items() if not holds}


def row(box: dictionary.Box) -> str | None:
    return f"{box.group} {box.ordinal}" if box.group else None
