"""The field dictionary, as far as these tools need it: which field a box of a form belongs to, and what it may hold."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from functools import cache
from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "Resources"


@dataclass(frozen=True)
class Box:
    """What a box's name says: `p3.retiree.contacts.2.phone` is entry 2 of `retiree.contacts`, field `contact.phone`."""

    field: str  # the dictionary's name
    type: str
    part: str | None  # of an address or date; of options the option's code
    max_length: int | None
    words: tuple[str, ...]  # of an option: what may be printed
    group: str | None
    ordinal: int | None
    derived: bool  # follows from other fields


@cache
def tree() -> ElementTree.Element:
    """All files of the dictionary, as one."""
    root = ElementTree.Element("dictionary")
    for path in (RESOURCES / "dictionary.xml", *sorted((RESOURCES / "dictionary").glob("*.xml"))):
        root.extend(ElementTree.parse(path).getroot())
    return root


@cache
def box(name: str) -> Box | None:
    """Nothing for a name that the dictionary does not explain."""
    name = re.sub(r"^p\d+\.", "", name)
    for group in tree().iter("group"):
        found = re.fullmatch(re.escape(group.get("name")) + r"\.(\d+)\.(.+)", name)
        if found:
            entities = group.get("of", "").split()
            inner = f"{entities[0]}.{found[2]}" if len(entities) == 1 else found[2]
            return described(inner, group.get("name"), int(found[1]))
    return described(name, None, None)


def described(name: str, group: str | None, ordinal: int | None) -> Box | None:
    own = next((own for own in prefixes(name) if own in listed()), None)
    if own is None:
        return None
    field = listed()[own]
    return Box(
        field=own,
        type=field.get("type"),
        part=name[len(own) + 1 :] or None,
        max_length=int(field.get("max-length", 0)) or None,
        words=tuple(words(field.get("options"))),
        group=group,
        ordinal=ordinal,
        derived=field.find("derive") is not None,
    )


def prefixes(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:count]) for count in range(len(parts), 0, -1)]


@cache
def listed() -> dict[str, ElementTree.Element]:
    return {field.get("name"): field for field in tree().iter("field")}


def words(options: str | None) -> list[str]:
    return [option.get("word") for listed in tree().iter("options") if listed.get("id") == options for option in listed.iter("option")]


def word(options: str, code: str) -> str:
    """What is printed for a code."""
    listed = [option for each in tree().iter("options") if each.get("id") == options for option in each.iter("option")]
    return next(option.get("word") for option in listed if option.get("code") == code)


@cache
def words_of(field: str, code: str) -> frozenset[str]:
    """What is printed for a code of a field's options: a city's profile may have words of its own for it."""
    wanted = listed()[field].get("options")
    profiles = (ElementTree.parse(path).getroot() for path in sorted(RESOURCES.parent.glob("templates/*/profile.xml")))
    lists = [options for root in (tree(), *profiles) for options in root.iter() if options.get("id") == wanted]
    return frozenset(option.get("word") for options in lists for option in options if option.get("code") == code)


def label(name: str) -> str:
    """The Chinese label, which is a column heading too."""
    return next(field.get("zh") for field in tree().iter("field") if field.get("name") == name)
