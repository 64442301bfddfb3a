"""The one description of the information table, shared by every peer.

Units are points, the origin is top left, y runs down. An A4 page with a bordered grid of 16 columns and 11 rows, 41
text values and 9 boxes to tick. Texts are placed by these rules, so that every peer that only draws does the same
work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

WIDTH, HEIGHT = 595.276, 841.89
LEFT, TOP = 40.0, 128.0  # the grid's corner
COLUMNS = [0, 22, 48, 90, 116, 138, 164, 194, 220, 260, 292, 324, 384, 410, 452, 478, 515]
ROW_HEIGHTS = [60, 54, 46, 54, 46, 40, 54, 54, 32, 54, 54]
ROW_TOPS = [0, *accumulate(ROW_HEIGHTS)]
BOTTOM = TOP + ROW_TOPS[-1]
LABEL_SIZE, VALUE_SIZE, TEXT_SIZE, TITLE_SIZE = 9.0, 8.0, 10.0, 16.0
LEADING = 1.25

TITLE = "国有企业退休人员社会化管理服务基本信息表"
SPECIAL_CARE = ["建国前参加工作", "八十岁以上高龄", "孤寡老人", "劳模", "特困", "重病", "残疾"]
INSURANCE = ["养老", "医疗"]

Box = tuple[float, float, float, float]  # x, y, width, height


@dataclass(frozen=True)
class Cell:
    """A cell of the grid: a label, a value with a unit behind it or without, or options to tick."""

    row: int
    left: int
    right: int
    rows: int = 1
    label: str = ""
    vertical: bool = False
    name: str = ""
    unit: str = ""
    options: tuple[tuple[str, str], ...] = ()  # label and name of each

    @property
    def box(self) -> Box:
        top = ROW_TOPS[self.row]
        return LEFT + self.left, TOP + top, self.right - self.left, ROW_TOPS[self.row + self.rows] - top

    @property
    def column(self) -> int:
        return COLUMNS.index(self.left)

    @property
    def span(self) -> int:
        return COLUMNS.index(self.right) - self.column


@dataclass(frozen=True)
class Text:
    """A line of text at its baseline."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True)
class Value:
    """Where a value stands."""

    name: str
    box: Box
    align: str
    size: float


@dataclass(frozen=True)
class Tick:
    """A square to tick; x and y are its top left corner."""

    name: str
    x: float
    y: float
    size: float = 8.0

    @property
    def mark(self) -> tuple[tuple[float, float], ...]:
        return (self.x + 1.8, self.y + 4), (self.x + 3.5, self.y + 6), (self.x + 6.4, self.y + 1.6)


def label(row: int, left: int, right: int, text: str, rows: int = 1, vertical: bool = False) -> Cell:
    return Cell(row, left, right, rows, label=text, vertical=vertical)


def value(row: int, left: int, right: int, name: str, unit: str = "", rows: int = 1) -> Cell:
    return Cell(row, left, right, rows, name=name, unit=unit)


def options(row: int, left: int, right: int, prefix: str, words: Sequence[str]) -> Cell:
    return Cell(row, left, right, options=tuple((word, f"{prefix}{i}") for i, word in enumerate(words)))


def address(row: int, prefix: str) -> list[Cell]:
    return [
        value(row, 90, 164, f"{prefix}_city", "市（区）"), value(row, 164, 260, f"{prefix}_street", "街道（镇）"),
        value(row, 260, 324, f"{prefix}_comm", "社区"), value(row, 324, 384, f"{prefix}_no", "号"),
    ]


def contact(row: int, number: int) -> list[Cell]:
    edges = [48, 116, 164, 260, 324, 515]
    names = ["name", "rel", "unit", "phone", "addr"]
    return [value(row, a, b, f"c{number}_{name}") for a, b, name in zip(edges, edges[1:], names)]


CELLS = sorted([
    label(0, 0, 22, "基本情况", rows=4, vertical=True),
    label(0, 22, 48, "姓名"), value(0, 48, 90, "name"), label(0, 90, 116, "性别"), value(0, 116, 138, "sex"),
    label(0, 138, 164, "民族"), value(0, 164, 194, "nation"), label(0, 194, 220, "出生年月"), value(0, 220, 260, "birth"),
    label(0, 260, 292, "身份证号码"), value(0, 292, 384, "id"), label(0, 384, 410, "政治面貌"), value(0, 410, 452, "politics"),
    label(0, 452, 478, "健康状况"), value(0, 478, 515, "health"),
    label(1, 22, 90, "原工作单位"), value(1, 90, 194, "work_unit"), label(1, 194, 220, "原任职务"), value(1, 220, 292, "post"),
    label(1, 292, 324, "退休年月"), value(1, 324, 384, "retire"), label(1, 384, 410, "档案存放地点"),
    value(1, 410, 515, "archive"),
    label(2, 22, 90, "文化程度"), value(2, 90, 164, "edu"), label(2, 164, 220, "特长技能"), value(2, 220, 324, "skill"),
    label(2, 324, 384, "兴趣、爱好"), value(2, 384, 515, "hobby"),
    label(3, 22, 90, "特殊人员情况"), options(3, 90, 515, "sp", SPECIAL_CARE),
    label(4, 0, 90, "社会保险关系所在地"), value(4, 90, 194, "ss_place"), label(4, 194, 260, "社会保障号码"),
    value(4, 260, 384, "ss_no"), label(4, 384, 410, "参保类别"), options(4, 410, 515, "ins", INSURANCE),
    label(5, 0, 90, "接收地县（市、区）"), value(5, 90, 194, "rec_county"), label(5, 194, 260, "街道（镇）"),
    value(5, 260, 384, "rec_street"), label(5, 384, 410, "社区"), value(5, 410, 515, "rec_comm"),
    label(6, 0, 22, "家庭情况", rows=5, vertical=True), label(6, 22, 48, "居住情况", rows=2, vertical=True),
    label(6, 48, 90, "现居住地址"), *address(6, "cur"),
    label(6, 384, 410, "本人联系电话", rows=2), value(6, 410, 515, "phone", rows=2),
    label(7, 48, 90, "户口所在地"), *address(7, "reg"),
    label(8, 22, 48, "家庭其他联系人", rows=3, vertical=True), label(8, 48, 116, "姓名"), label(8, 116, 164, "关系"),
    label(8, 164, 260, "工作单位"), label(8, 260, 324, "联系电话"), label(8, 324, 515, "详细地址"),
    *contact(9, 1), *contact(10, 2),
], key=lambda cell: (cell.row, cell.left))

# Lines outside the grid: label, baseline, and the name of the value behind it with its distance.
LINES = [
    ("企业名称（章）：", 100.0, "company", 82.0),
    ("接收乡镇（街道）、社区（章）：", 120.0, "receiver", 152.0),
    ("企业经办人及联系电话：", BOTTOM + 44, "agent", 112.0),
    ("退休人员本人签名：", BOTTOM + 68, "", 0.0),
]
NOTE = "注：此表一式四份，企业、个人、社区、档案管理部门各一份。"
DATE = "时间：       年     月     日"

_EM = {chr(code): 0.3 if code == 32 else 0.61 for code in range(0x250)}


def width(text: str, size: float) -> float:
    ems = _EM.get
    return sum(ems(character, 1.0) for character in text) * size


def wrap(text: str, limit: float, size: float) -> list[str]:
    """Lines broken wherever they are full."""
    if width(text, size) <= limit:
        return [text]
    lines, line, used = [], [], 0.0
    ems = _EM.get
    for character in text:
        advance = ems(character, 1.0) * size
        if used + advance > limit and line:
            lines.append("".join(line))
            line, used = [], 0.0
        line.append(character)
        used += advance
    lines.append("".join(line))
    return lines


def place(
    text: str, box: Box, size: float, align: str = "c", vertical: bool = False, pad: float = 2.0,
) -> list[tuple[str, float, float]]:
    """The lines of a text in a box, each with its x and its baseline."""
    x, y, box_width, box_height = box
    lines = list(text) if vertical else wrap(text, box_width - 2 * pad, size)
    leading = size * LEADING
    baseline = y + (box_height - leading * len(lines)) / 2 + leading / 2 + size * 0.36
    placed = []
    for number, line in enumerate(lines):
        free = box_width - width(line, size)
        shift = free / 2 if align == "c" else free - pad if align == "r" else pad
        placed.append((line, x + shift, baseline + number * leading))
    return placed


def _options(cell: Cell) -> list[tuple[Text, Tick]]:
    """Options side by side, in as many lines as they need."""
    x, y, box_width, box_height = cell.box
    rows, at = [[]], x + 8
    for word, name in cell.options:
        need = width(word, LABEL_SIZE) + 20
        if at + need > x + box_width and rows[-1]:
            rows.append([])
            at = x + 8
        rows[-1].append((word, name, at))
        at += need
    leading = 15.0
    baseline = y + (box_height - leading * len(rows)) / 2 + leading / 2 + LABEL_SIZE * 0.36
    return [
        (Text(word, at, baseline + leading * number, LABEL_SIZE),
         Tick(name, at + width(word, LABEL_SIZE) + 2, baseline + leading * number - 7))
        for number, row in enumerate(rows) for word, name, at in row]


def _fixed_texts() -> list[Text]:
    texts = [Text(TITLE, (WIDTH - width(TITLE, TITLE_SIZE)) / 2, 70.0, TITLE_SIZE)]
    texts += [Text(words, LEFT, y, TEXT_SIZE) for words, y, _, _ in LINES]
    texts += [Text(NOTE, LEFT, BOTTOM + 18, LABEL_SIZE), Text(DATE, LEFT + 340, BOTTOM + 92, TEXT_SIZE)]
    for cell in CELLS:
        words, align = (cell.unit, "r") if cell.unit else (cell.label, "c")
        if words:
            placed = place(words, cell.box, LABEL_SIZE, align, cell.vertical)
            texts += [Text(line, x, y, LABEL_SIZE) for line, x, y in placed]
        texts += [text for text, _ in _options(cell)]
    return texts


def _values() -> list[Value]:
    values = [Value(name, (LEFT + shift, y - 12, 300, 16), "l", TEXT_SIZE) for _, y, name, shift in LINES if name]
    for cell in CELLS:
        if cell.name:
            x, y, box_width, box_height = cell.box
            unit = width(cell.unit, LABEL_SIZE) + 2 if cell.unit else 0
            values.append(Value(cell.name, (x, y, box_width - unit, box_height), "c", VALUE_SIZE))
    return values


RULES: list[Box] = [cell.box for cell in CELLS]
TEXTS = _fixed_texts()
VALUES = _values()
TICKS = [tick for cell in CELLS for _, tick in _options(cell)]
