"""The same people as lists that Handover reads: our_list.py N FOLDER [--tables].

Reads people.jsonl and roster.jsonl in the folder; writes list-N.jsonl with Chinese headings and, with --tables,
list-N.csv and list-N.xlsx.
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Callable, Iterator
from itertools import islice

import page

HEADINGS = {
    "company": "企业名称", "name": "姓名", "sex": "性别", "nation": "民族", "birth": "出生年月", "id": "身份证号码",
    "politics": "政治面貌", "health": "健康状况", "work_unit": "原工作单位", "post": "原任职务", "retire": "退休年月",
    "archive": "档案存放地点", "edu": "文化程度", "skill": "特长技能", "hobby": "兴趣、爱好", "ss_place": "社会保险关系所在地",
    "ss_no": "社会保障号码", "rec_county": "接收县（市、区）", "rec_street": "接收街道（镇）", "rec_comm": "接收社区",
    "phone": "本人联系电话",
}
ADDRESSES = {"cur": "现居住地址", "reg": "户口所在地"}
ADDRESS_PARTS = {"city": "市（区）", "street": "街道（镇）", "comm": "社区", "no": "号"}
CONTACT = {"name": "姓名", "rel": "关系", "unit": "工作单位", "phone": "联系电话", "addr": "详细地址"}
ROSTER = {"vols": "档案卷数", "pages": "页数", "other": "其他资料"}


def chosen(person: dict[str, str | bool], prefix: str, words: list[str]) -> str:
    return "、".join(word for number, word in enumerate(words) if person[f"{prefix}{number}"])


def contacts(person: dict[str, str | bool]) -> list[dict[str, str]]:
    entries = ({heading: person[f"c{number}_{key}"] for key, heading in CONTACT.items()} for number in (1, 2))
    return [entry for entry in entries if entry["姓名"]]


def listed(person: dict[str, str | bool], row: dict[str, str]) -> dict[str, str]:
    """One person under the headings of a list, without the contacts."""
    handler, phone = str(person["agent"]).split()
    made = {heading: person[key] for key, heading in HEADINGS.items()}
    made |= {"企业经办人": handler, "企业经办人联系电话": phone}
    made |= {"特殊人员情况": chosen(person, "sp", page.SPECIAL_CARE), "参保类别": chosen(person, "ins", page.INSURANCE)}
    for prefix, place in ADDRESSES.items():
        made |= {f"{place}-{words}": person[f"{prefix}_{key}"] for key, words in ADDRESS_PARTS.items()}
    return made | {heading: row[key] for key, heading in ROSTER.items()}


def as_object(person: dict[str, str | bool], row: dict[str, str]) -> dict[str, object]:
    filled = {heading: words for heading, words in listed(person, row).items() if words}
    return filled | {"家庭其他联系人": contacts(person)}


def as_row(person: dict[str, str | bool], row: dict[str, str]) -> dict[str, str]:
    headings = {f"联系人{number}{heading}": f"c{number}_{key}" for number in (1, 2) for key, heading in CONTACT.items()}
    return listed(person, row) | {heading: person[key] for heading, key in headings.items()}


def people(count: int, folder: str, shape: Callable[..., dict]) -> Iterator[dict]:
    with (
        open(os.path.join(folder, "people.jsonl"), encoding="utf-8") as persons,
        open(os.path.join(folder, "roster.jsonl"), encoding="utf-8") as rows,
    ):
        for person, row in islice(zip(persons, rows), count):
            yield shape(json.loads(person), json.loads(row))


def write_csv(count: int, folder: str, path: str) -> None:
    with open(path, "w", encoding="utf-8", newline="") as file:
        for number, person in enumerate(people(count, folder, as_row)):
            if number == 0:
                writer = csv.DictWriter(file, fieldnames=list(person))
                writer.writeheader()
            writer.writerow(person)


def write_xlsx(count: int, folder: str, path: str) -> None:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("退休人员")
    for number, person in enumerate(people(count, folder, as_row)):
        if number == 0:
            sheet.append(list(person))
        sheet.append(list(person.values()))
    book.save(path)


def main() -> None:
    count, folder = int(sys.argv[1]), sys.argv[2]
    path = os.path.join(folder, f"list-{count}")
    if "--tables" in sys.argv:
        write_csv(count, folder, f"{path}.csv")
        write_xlsx(count, folder, f"{path}.xlsx")
        return
    with open(f"{path}.jsonl", "w", encoding="utf-8") as file:
        for person in people(count, folder, as_object):
            file.write(json.dumps(person, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
