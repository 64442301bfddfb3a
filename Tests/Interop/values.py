"""Fictitious values that are legal for a field, from a seeded source of chance. No value belongs to a real person."""

from __future__ import annotations

import re
from random import Random

from dictionary import Box

SURNAMES = ["王", "李", "张", "刘", "陈", "欧阳", "司马", "龚", "仝", "昝", "綦", "逄"]
# Rare ones among them: Extension A, B and E, and GBK beyond GB 2312.
GIVEN = ["建国", "秀英", "桂兰", "䶮", "𠅤", "𬎆", "喆", "堃", "镕基", "昇", "玥", "淑珍", "𬭎", "㛃", "𫖯", "𬘭"]
# Beyond U+9FA5, compatibility ideographs, beyond the basic plane, with a variation selector, with combining marks.
RARE_TEXTS = ["鿆鿏鿔实验室", "樂安﨎村", "𠮷𡈽𫟼𰻝厂", "葛\U000e0100城分厂", "Zu\u0308rich e\u0301cole 分部", "ǖǘǚǜ·ḿ 组"]
RARE_GIVEN = ["鿆", "𠮷", "𫟼", "㐂", "𰻝"]
MINORITY_NAMES = ["阿卜杜拉·买买提", "古丽娜尔·艾山", "买买提江·吐尔逊", "才仁·卓玛"]
TOWNS = ["柳园街道", "古楼街道", "新区街道", "闫寺街道", "朱老庄镇", "凤凰街道"]
COMMUNITIES = ["建设路社区", "光明社区", "望湖社区", "利民社区", "前进社区"]
TEXTS = ["第一棉纺厂动力车间", "聊城市第二机床厂（原）", "书法、太极拳", "钳工（八级）", "第3车间 A班", "财务科；工会", "花卉养殖、京剧"]
RELATIONS = ["子", "女", "配偶", "儿媳", "外甥"]


def name(chance: Random) -> str:
    if chance.random() < 0.15:
        return chance.choice(MINORITY_NAMES)
    return chance.choice(SURNAMES) + chance.choice(RARE_GIVEN if chance.random() < 0.25 else GIVEN)


def resident_id(chance: Random, female: bool | None = None) -> str:
    """From area 110201, which ended before cards were issued (GB 11643)."""
    birth = f"{chance.randint(1935, 1970)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    sequence = 2 * chance.randint(1, 499) + (0 if female else 1 if female is not None else chance.randint(0, 1))
    return with_check(f"110201{birth}{sequence:03}")


def with_check(digits: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return digits + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(digits, weights)) % 11]


def phone(chance: Random) -> str:
    """199 0000 to 199 0001: as good as any that must belong to nobody."""
    return f"1990000{chance.randint(0, 9999):04}"


def address(chance: Random) -> str:
    return f"山东省聊城市东昌府区{chance.choice(TOWNS)}{chance.choice(COMMUNITIES)}{chance.randint(1, 99)}号"


def text(chance: Random) -> str:
    return chance.choice(RARE_TEXTS if chance.random() < 0.3 else TEXTS)


def longest(box: Box, chance: Random, limit: int) -> str:
    """A text as long as the box may hold, counted as the readers that count most, in UTF-16 units."""
    made, units = "", 0
    while units < limit:
        for scalar in text(chance) if box.type == "text" else chance.choice(MINORITY_NAMES) + "·":
            size = 2 if scalar > "\uffff" else 1
            if units + size > limit:
                units = limit
                break
            made, units = made + scalar, units + size
    return made.strip("·、 \u0301\u0308")


def another_day(chance: Random, printed: str) -> str:
    """In the same month, so that what must come before still does nearly always."""
    return re.sub(r"\d{1,2}(?=日?$)", lambda found: str(chance.randint(1, 28)).zfill(len(found[0]) if found[0][0] == "0" else 1), printed)


def date(chance: Random, shape: str | None) -> str:
    """In the spelling of the value that stands in the box, so that a month stays a month."""
    year, month, day = chance.randint(1998, 2020), chance.randint(1, 12), chance.randint(1, 28)
    if shape and "日" in shape:
        return f"{year}年{month}月{day}日"
    if shape and "年" in shape:
        return f"{year}年{month}月"
    if shape and shape.count("-") == 2:
        return f"{year}-{month:02}-{day:02}"
    return f"{year}{'-' if shape and '-' in shape else '.'}{month:02}"


def date_part(chance: Random, part: str) -> str:
    return {"year": "2020", "month": str(chance.randint(1, 12)), "day": str(chance.randint(1, 28))}[part]


ADDRESS_PARTS = {
    "city": lambda chance: "聊城市东昌府区",
    "street": lambda chance: chance.choice(TOWNS),
    "community": lambda chance: chance.choice(COMMUNITIES),
    "number": lambda chance: f"{chance.randint(1, 99)}号楼{chance.randint(1, 5)}单元{chance.randint(101, 602)}",
}


def legal(box: Box, chance: Random, printed: str | None) -> str | None:
    """A new value for a text box; None where a new one would contradict the rest of the paper."""
    if box.field in ("retiree.id", "retiree.sex", "retiree.birth", "retiree.socialSecurityNumber") or "creditCode" in box.field:
        return None  # ID, sex and birth belong together; a changed ID is another person
    if box.type == "address":
        return ADDRESS_PARTS[box.part](chance) if box.part in ADDRESS_PARTS else address(chance)
    if box.derived or box.field in ("place.county", "place.street", "place.community") or box.field.startswith("receiver."):
        return None  # follows from the people on the paper, or says whose paper it is
    if box.type == "date" and printed and re.search(r"\d{4}\D\d{1,2}\D\d{1,2}日?$", printed):
        return another_day(chance, printed)
    if box.type == "date":
        return date_part(chance, box.part) if box.part in ("year", "month", "day") else date(chance, printed)
    if box.type == "option":
        return chance.choice([word for word in box.words if "未" not in word])
    if box.type == "count":
        return str(chance.randint(1, 120))
    made = {"name": name, "phone": phone, "resident-id": resident_id, "text": text}.get(box.type)
    if box.field.endswith(".relation"):
        return chance.choice(RELATIONS)
    if box.field.endswith(".address"):
        return address(chance)
    return made(chance) if made else None
