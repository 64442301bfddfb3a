"""What fields a PDF form has, as qpdf's own JSON says: an independent reading, kept plain, to hold `handover inspect` against.

`read(path)` runs `qpdf --json` and decodes what its objects say; streams that hold values are fetched by `--show-object`.
"""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

REFERENCE = re.compile(r"(\d+) (\d+) R")
# ISO 32000-1, annex D.2: where PDFDocEncoding is not Latin-1.
PDF_DOC = {0x18 + index: scalar for index, scalar in enumerate("˘ˇˆ˙˝˛˚˜")}
PDF_DOC |= {0x80 + index: scalar for index, scalar in enumerate("•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž")}
PDF_DOC |= {0x7F: "\ufffd", 0x9F: "\ufffd", 0xAD: "\ufffd", 0xA0: "€"}
MAXIMUM_DEPTH = 200


@dataclass
class Field:
    """All leaves of one name and kind. `values`: the value as each leaf has it, one if they agree."""

    name: str
    kind: str
    values: list = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    page: int | None = None
    leaves: list[dict] = field(default_factory=list)


@dataclass
class Form:
    status: str  # ok, encrypted, damaged or timeout
    mended: bool = False
    encrypted: bool = False
    fields: list[Field] = field(default_factory=list)
    has_form: bool = False
    widgets: int = 0  # of all objects, whether in the field tree or not
    xfa: bool = False
    signed: int = 0
    untyped: int = 0
    odd_tree: bool = False


def read(path: Path) -> Form:
    try:
        done = subprocess.run(
            ["qpdf", "--json=2", "--json-key=qpdf", "--json-key=pages", "--json-key=encrypt", "--json-stream-data=none", str(path)],
            capture_output=True, timeout=60)
    except subprocess.TimeoutExpired:
        return Form("timeout")
    if b"invalid password" in done.stderr:
        return Form("encrypted", encrypted=True)
    if done.returncode not in (0, 3):
        return Form("damaged")
    # qpdf 11.3 writes numbers such as "0." and "+.5" as they stand in the file, which is not JSON.
    text = re.sub(r"(?<=\d)\.(?=,?\n)", ".0", done.stdout.decode("utf-8", "surrogateescape"))
    text = re.sub(r'(?m)^(\s*(?:"(?:[^"\\]|\\.)*": )?)\+?(-?)(\.?\d[\d.]*,?)$', lambda found: found[1] + found[2] + ("0" if found[3][0] == "." else "") + found[3], text)
    answer = json.loads(text)
    form = Reader(path, answer).form
    form.mended = done.returncode == 3
    return form


class Reader:
    def __init__(self, path: Path, answer: dict) -> None:
        self.path = path
        self.objects = {key.removeprefix("obj:"): value for key, value in answer["qpdf"][1].items()}
        self.streams: dict[str, bytes | None] = {}
        self.form = Form("ok", encrypted=bool(answer.get("encrypt", {}).get("encrypted")))
        self.page_of, self.page_numbers = {}, {}
        for number, page in enumerate(answer.get("pages", []), 1):
            self.page_numbers.setdefault(page["object"], number)
            for annotation in self.array(self.dictionary(page["object"]).get("/Annots")):
                if isinstance(annotation, str):
                    self.page_of.setdefault(annotation, number)
        self.form.widgets = sum(
            1 for entry in self.objects.values()
            if isinstance(entry.get("value"), dict) and entry["value"].get("/Subtype") == "/Widget")
        root = self.dictionary(self.trailer().get("/Root"))
        form = self.resolve(root.get("/AcroForm"))
        self.form.has_form = isinstance(form, dict)
        form = form if isinstance(form, dict) else {}
        self.form.xfa = self.resolve(form.get("/XFA")) is not None
        self.found: dict[tuple[str, str], Field] = {}
        self.visited: set[str] = set()
        roots = self.resolve(form.get("/Fields"))
        self.walk(roots if isinstance(roots, list) else [roots] if isinstance(roots, dict) else [], "", {}, 0)
        self.outside(answer.get("pages", []))
        for entry in self.found.values():
            self.finish(entry)
            entry.leaves = []
        self.form.fields = list(self.found.values())

    def trailer(self) -> dict:
        entry = self.objects.get("trailer", {})
        return entry.get("value") or entry.get("stream", {}).get("dict") or {}

    # Objects

    def resolve(self, value: object) -> object:
        for _ in range(32):
            if not (isinstance(value, str) and REFERENCE.fullmatch(value)):
                return value
            entry = self.objects.get(value, {})
            value = {"stream": value} if "stream" in entry else entry.get("value")
        return None

    def dictionary(self, value: object) -> dict:
        value = self.resolve(value)
        if isinstance(value, dict) and set(value) == {"stream"}:
            return {}
        return value if isinstance(value, dict) else {}

    def array(self, value: object) -> list:
        value = self.resolve(value)
        return value if isinstance(value, list) else []

    def stream(self, value: object) -> bytes | None:
        key = value["stream"]
        if key not in self.streams:
            number, generation, _ = key.split()
            done = subprocess.run(
                ["qpdf", f"--show-object={number},{generation}", "--filtered-stream-data", str(self.path)], capture_output=True)
            self.streams[key] = done.stdout if done.returncode in (0, 3) else None
        return self.streams[key]

    def text(self, value: object) -> str | None:
        """Any object that can stand for a text."""
        value = self.resolve(value)
        if isinstance(value, dict) and set(value) == {"stream"}:
            data = self.stream(value)
            return None if data is None else decoded(data)
        if isinstance(value, str):
            if value.startswith("u:"):
                return unescaped(value[2:])
            if value.startswith("b:"):
                return decoded(bytes.fromhex(value[2:]))
            return name(value) if value.startswith(("/", "n:/")) else None
        if isinstance(value, bool):
            return "true" if value else "false"
        return str(value) if isinstance(value, (int, float)) else None

    # The tree

    def walk(self, nodes: list, path: str, inherited: dict, depth: int) -> None:
        for node in nodes:
            if isinstance(node, str) and REFERENCE.fullmatch(node):
                if node in self.visited:
                    self.form.odd_tree = True
                    continue
                self.visited.add(node)
            own = self.dictionary(node)
            if not own:
                continue
            part = self.text(own.get("/T")) or ""
            full = ".".join(filter(None, (path, part)))
            facts = inherited | {key: own[key] for key in ("/FT", "/Ff", "/V", "/Opt") if self.resolve(own.get(key)) is not None}
            kids = [kid for kid in self.array(own.get("/Kids")) if self.dictionary(kid)]
            fresh = [kid for kid in kids if not (isinstance(kid, str) and kid in self.visited)]
            if len(fresh) < len(kids):
                self.form.odd_tree = True
            if fresh and depth < MAXIMUM_DEPTH:
                self.walk(fresh, full, facts, depth + 1)
            elif fresh:
                self.form.odd_tree = True
            else:
                self.leaf(node, own, full, facts)

    def outside(self, pages: list[dict]) -> None:
        """Widgets that pages show and the tree does not hold; what they inherit is found by going up."""
        for page in pages:
            for widget in self.array(self.dictionary(page["object"]).get("/Annots")):
                own = self.dictionary(widget)
                if self.resolve(own.get("/Subtype")) != "/Widget" or isinstance(widget, str) and widget in self.visited:
                    continue
                if isinstance(widget, str):
                    self.visited.add(widget)
                chain, seen, above = [own], {widget} if isinstance(widget, str) else set(), own.get("/Parent")
                while isinstance(above, str) and above not in seen and self.dictionary(above) and len(chain) < MAXIMUM_DEPTH:
                    seen.add(above)
                    chain.insert(0, self.dictionary(above))
                    above = chain[0].get("/Parent")
                facts = {}
                for node in chain:
                    facts |= {key: node[key] for key in ("/FT", "/Ff", "/V", "/Opt") if self.resolve(node.get(key)) is not None}
                self.leaf(widget, own, ".".join(filter(None, (self.text(node.get("/T")) for node in chain))), facts)

    def leaf(self, node: object, own: dict, full: str, facts: dict) -> None:
        kind = self.kind(facts)
        if kind is None:
            self.form.untyped += 1
            return
        entry = self.found.setdefault((full, kind), Field(full, kind))
        entry.leaves.append({"facts": facts, "own": own})
        if entry.page is None:
            page = self.page_of.get(node) if isinstance(node, str) else None
            holder = own.get("/P")
            entry.page = page or (self.page_numbers.get(holder) if isinstance(holder, str) else None)

    def kind(self, facts: dict) -> str | None:
        kind, flags = self.resolve(facts.get("/FT")), self.resolve(facts.get("/Ff"))
        flags = int(flags) if isinstance(flags, (int, float)) else 0
        if kind == "/Btn":
            return "push" if flags & 1 << 16 else "radio" if flags & 1 << 15 else "checkbox"
        return {"/Tx": "text", "/Ch": "choice", "/Sig": "signature"}.get(kind)

    # Values

    def finish(self, entry: Field) -> None:
        if entry.kind in ("checkbox", "radio"):
            self.button(entry)
        elif entry.kind == "choice":
            self.choice(entry)
        elif entry.kind == "text":
            entry.values = distinct(self.text(leaf["facts"].get("/V")) for leaf in entry.leaves)
        elif entry.kind == "signature":
            self.form.signed += any(self.resolve(leaf["facts"].get("/V")) is not None for leaf in entry.leaves)

    def button(self, entry: Field) -> None:
        exports = [self.text(first(self.resolve(option))) or "" for option in self.array(entry.leaves[0]["facts"].get("/Opt"))]
        pairs = []
        for index, leaf in enumerate(entry.leaves):
            for state in self.states(leaf["own"]):
                export = exports[index] if len(exports) == len(entry.leaves) else state
                if len(exports) != len(entry.leaves) and state.isdecimal() and int(state) < len(exports):
                    export = exports[int(state)]
                pairs.append((state, export))
        entry.options = [(export, export) for export in distinct(export for _, export in pairs)]
        meant = dict(reversed(pairs))
        values = (self.text(leaf["facts"].get("/V")) for leaf in entry.leaves)
        entry.values = distinct(None if value in (None, "Off", "") else meant.get(value, value) for value in values)

    def states(self, own: dict) -> list[str]:
        appearances = self.dictionary(own.get("/AP"))
        for key in ("/N", "/D"):
            names = [name(state) for state in self.dictionary(appearances.get(key)) if state != "/Off"]
            if names:
                return names
        return []

    def choice(self, entry: Field) -> None:
        for option in self.array(entry.leaves[0]["facts"].get("/Opt")):
            parts = [self.text(part) or "" for part in pair(self.resolve(option))]
            entry.options.append((parts[0] if parts else "", parts[1] if len(parts) > 1 else parts[0] if parts else ""))
        values = []
        for leaf in entry.leaves:
            value = self.resolve(leaf["facts"].get("/V"))
            values.append([self.text(item) for item in value] if isinstance(value, list) else self.text(value))
        entry.values = distinct(values)


def pair(option: object) -> list:
    return option[:2] if isinstance(option, list) else [option]


def first(option: object) -> object:
    return option[0] if isinstance(option, list) and option else option


def distinct(values) -> list:
    """Each once, in their order; nothing counts only where there is nothing else."""
    seen: list = []
    for value in values:
        if value not in seen:
            seen.append(value)
    return [value for value in seen if value is not None] or seen[:1]


def name(text: str) -> str:
    return text.removeprefix("n:").removeprefix("/")


def decoded(data: bytes) -> str:
    """A PDF text string (ISO 32000-2, 7.9.2.2)."""
    if data.startswith(b"\xef\xbb\xbf"):
        return unescaped(data[3:].decode("utf-8", "replace"))
    if data.startswith((b"\xfe\xff", b"\xff\xfe")):
        return unescaped(data[2:].decode("utf-16-be" if data[0] == 0xFE else "utf-16-le", "replace"))
    return "".join(PDF_DOC.get(byte, chr(byte)) for byte in data)


def unescaped(text: str) -> str:
    """Without language marks: ESC, two or four letters, ESC."""
    return re.sub("\x1b([A-Za-z]{2}|[A-Za-z]{4})\x1b", "", text)
