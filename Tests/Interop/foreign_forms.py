"""Makes fillable forms that are not ours: python foreign_forms.py FOLDER [--seed N] writes NAME.pdf and NAME.json.

ReportLab draws the forms; the JSON says for each box what it holds, or null where our dictionary has no such field. Cities,
offices and layouts are made up.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = A4

# Of each field: labels as offices write them, names as programmers write them (pinyin, initials, English).
WORDS = {
    "retiree.name": (["姓名", "姓  名", "退休人员姓名"], "xingming", "xm", "Name"),
    "retiree.sex": (["性别", "性  别"], "xingbie", "xb", "Gender"),
    "retiree.ethnicGroup": (["民族", "民  族"], "minzu", "mz", "Ethnicity"),
    "retiree.birth": (["出生年月", "出生日期"], "chushengnianyue", "csny", "BirthDate"),
    "retiree.id": (["身份证号码", "身份证号", "公民身份号码"], "shenfenzhenghao", "sfzh", "IDNumber"),
    "retiree.politicalStatus": (["政治面貌"], "zhengzhimianmao", "zzmm", "PoliticalStatus"),
    "retiree.health": (["健康状况"], "jiankangzhuangkuang", "jkzk", "Health"),
    "retiree.workUnit": (["原工作单位", "退休前单位"], "yuangongzuodanwei", "ygzdw", "WorkUnit"),
    "retiree.post": (["原任职务", "原职务"], "yuanrenzhiwu", "yrzw", "Post"),
    "retiree.retired": (["退休时间", "退休年月"], "tuixiushijian", "txsj", "RetirementDate"),
    "retiree.archivePlace": (["档案存放地点", "档案存放地"], "dangancunfangdidian", "dacfdd", "ArchivePlace"),
    "retiree.education": (["文化程度", "学历"], "wenhuachengdu", "whcd", "Education"),
    "retiree.skills": (["特长技能", "特长"], "techang", "tcjn", "Skills"),
    "retiree.hobbies": (["兴趣、爱好", "兴趣爱好"], "xingquaihao", "xqah", "Hobbies"),
    "retiree.insurancePlace": (["社会保险关系所在地", "参保地"], "canbaodi", "cbd", "InsurancePlace"),
    "retiree.phone": (["本人联系电话", "手机号码"], "shoujihaoma", "sjhm", "Mobile"),
    "retiree.residence": (["现居住地址", "家庭住址"], "jiatingzhuzhi", "jtzz", "Address"),
    "retiree.household": (["户口所在地", "户籍地址"], "hujidizhi", "hjdz", "Household"),
    "enterprise.name": (["企业名称", "单位名称"], "qiyemingcheng", "qymc", "EnterpriseName"),
    "receiver.street": (["接收街道", "接收街道（镇）"], "jieshoujiedao", "jsjd", "ReceivingStreet"),
    "receiver.community": (["接收社区"], "jieshoushequ", "jssq", "ReceivingCommunity"),
}
# What offices also ask for and no field of ours holds.
OTHERS = [
    ("血型", "xuexing", "xx", "BloodType"), ("鞋码", "xiema", "xm2", "ShoeSize"), ("填表说明", "shuoming", "sm", "Notes"),
    ("紧急程度", "jinji", "jjcd", "Urgency"), ("采集员", "caijiyuan", "cjy", "Collector"), ("楼层", "louceng", "lc", "Floor"),
    ("车牌号", "chepaihao", "cph", "PlateNumber"), ("养犬情况", "yangquan", "yqqk", "Dogs"),
]
SPECIAL = [("建国前参加革命工作", "founding"), ("孤寡", "alone"), ("劳模", "model-worker"), ("重病", "illness"), ("残疾", "disability")]
CONTACTS = [("contact.name", "姓名"), ("contact.relation", "与本人关系"), ("contact.workUnit", "工作单位"), ("contact.phone", "联系电话")]


@dataclass
class Form:
    """One form in the making: ``naming`` is text, pinyin, initials, english or chinese; ``tips`` none, all or some."""

    path: Path
    naming: str
    tips: str
    chance: random.Random
    boxes: dict = field(default_factory=dict)
    count: int = 0
    used: set = field(default_factory=set)

    def __post_init__(self) -> None:
        self.canvas = Canvas(str(self.path), pagesize=A4, invariant=1)
        self.y = HEIGHT - 60

    def words(self, text: str, x: float, y: float, size: float = 10.5) -> float:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, y, text)
        return pdfmetrics.stringWidth(text, FONT, size)

    def cell(self, x: float, y: float, width: float, height: float, text: str = "") -> None:
        """A cell of a table; its words are centred, over several lines where they are too long."""
        self.canvas.rect(x, y, width, height)
        size = 10.5
        most = max(1, int((width - 4) // size))
        plain = text.replace("  ", "　")
        lines = [plain[i:i + most] for i in range(0, len(plain), most)]
        top = y + height / 2 + (len(lines) - 1) * 6.5 - 3.7
        for number, line in enumerate(lines):
            length = pdfmetrics.stringWidth(line, FONT, size)
            self.words(line, x + (width - length) / 2, top - 13 * number)

    def name(self, key: str | None, label: str, words: tuple | None, suffix: str = "") -> str:
        self.count += 1
        if self.naming == "text" or words is None:
            return f"Text{self.count}"
        chosen = {"pinyin": words[0], "initials": words[1], "english": words[2], "chinese": label.replace(" ", "")}[self.naming]
        name = chosen + suffix
        return name if name not in self.boxes else f"{name}_{self.count}"

    def tip(self, label: str) -> str | None:
        label = label.replace(" ", "")
        if self.tips == "all" or (self.tips == "some" and self.chance.random() < 0.5):
            return self.chance.choice([label, f"请输入{label}", f"{label}（必填）"])
        return None

    def text(self, use: dict | None, label: str, words: tuple | None, x: float, y: float, width: float, height: float,
             suffix: str = "", length: int | None = None) -> None:
        name = self.name(None, label, words, suffix)
        tip = self.tip(label)
        self.canvas.acroForm.textfield(
            name=name, tooltip=tip or "", x=x, y=y, width=width, height=height, borderWidth=0, fontSize=9,
            maxlen=length if length else 200, fieldFlags="")
        self.boxes[name] = use

    def field(self, key: str | None, x: float, y: float, label_width: float, width: float, height: float, above: bool = False,
              table: bool = True) -> None:
        """A label with its box: at the left in a table or on a line, or above."""
        if key is None:
            label, *names = self.chance.choice([other for other in OTHERS if other[0] not in self.used])
            self.used.add(label)
            use, words = None, tuple(names)
        else:
            labels, *names = WORDS[key]
            label, use, words = self.chance.choice(labels), {"field": key}, tuple(names)
        if above:
            self.words(label, x + 2, y + height + 4)
            self.text(use, label, words, x, y, width, height)
        elif table:
            self.cell(x, y, label_width, height, label)
            self.canvas.rect(x + label_width, y, width, height)
            self.text(use, label, words, x + label_width + 2, y + 2, width - 4, height - 4)
        else:
            length = self.words(label + "：", x, y + 4)
            self.canvas.line(x + length, y, x + label_width + width, y)
            self.text(use, label, words, x + length, y + 1, label_width + width - length, height - 3)

    def date_parts(self, key: str, x: float, y: float) -> None:
        label = WORDS[key][0][0] if key in WORDS else "签名日期"
        x += self.words(label + "：", x, y + 4) + 2
        for part, unit, width in (("year", "年", 40), ("month", "月", 24), ("day", "日", 24)):
            self.text({"field": key, "part": part}, label, None, x, y, width, 16)
            x += width + 2
            x += self.words(unit, x, y + 4) + 2

    def address_parts(self, key: str, x: float, y: float) -> None:
        label = WORDS[key][0][0]
        x += self.words(label + "：", x, y + 4) + 2
        for part, unit, width in (("city", "市（区）", 60), ("street", "街道（镇）", 70), ("community", "社区", 70), ("number", "号", 60)):
            self.text({"field": key, "part": part}, label, None, x, y, width, 16)
            x += width + 2
            x += self.words(unit, x, y + 4) + 4

    def comb(self, x: float, y: float) -> None:
        x += self.words("身份证号码：", x, y + 4) + 2
        for number in range(18):
            self.text({"field": "retiree.id", "piece": number + 1}, "身份证号码", None, x, y, 15, 16, length=1)
            x += 16

    def sex(self, x: float, y: float, kind: str, words_first: bool) -> None:
        x += self.words("性别：", x, y + 4) + 2
        name = "Group1" if self.naming == "text" else "xingbie" if self.naming != "english" else "Gender"
        for number, word in enumerate("男女"):
            if words_first:
                x += self.words(word, x, y + 4) + 2
            if kind == "radio":
                self.canvas.acroForm.radio(name=name, value=f"Choice{number + 1}", x=x, y=y + 2, size=12, selected=False, tooltip="")
            else:
                box = f"Check{self.count}_{number}"
                self.canvas.acroForm.checkbox(name=box, x=x, y=y + 2, size=12, tooltip="")
                self.boxes[box] = {"field": "retiree.sex", "means": word}
            x += 15
            if not words_first:
                x += self.words(word, x, y + 4) + 10
        if kind == "radio":
            self.boxes[name] = {"field": "retiree.sex", "words": {"Choice1": "男", "Choice2": "女"}}

    def ticks(self, x: float, y: float) -> None:
        x += self.words("特殊人员情况：", x, y + 4) + 2
        for number, (word, code) in enumerate(SPECIAL):
            box = f"Check Box{number + 1}" if self.naming == "text" else f"ts{number + 1}"
            self.canvas.acroForm.checkbox(name=box, x=x, y=y + 2, size=12, tooltip="")
            self.boxes[box] = {"field": "retiree.specialCare", "part": code}
            x += 15
            x += self.words(word, x, y + 4) + 8

    def contacts(self, x: float, y: float, rows: int) -> None:
        widths = [80, 80, 170, 120]
        left = x
        for (_, heading), width in zip(CONTACTS, widths):
            self.cell(left, y, width, 22, heading)
            left += width
        for row in range(rows):
            left = x
            for (key, _), width in zip(CONTACTS, widths):
                bottom = y - 24 * (row + 1)
                self.canvas.rect(left, bottom, width, 24)
                self.text({"field": key, "group": "retiree.contacts", "entry": row + 1}, "", None, left + 2, bottom + 2, width - 4, 20)
                left += width

    def handler(self, x: float, y: float) -> None:
        """联系电话 behind 企业经办人 is the handler's."""
        x += self.words("企业经办人：", x, y + 4) + 2
        self.text({"field": "enterprise.handler"}, "企业经办人", None, x, y, 90, 16)
        x += 100
        x += self.words("联系电话：", x, y + 4) + 2
        self.text({"field": "enterprise.handlerPhone"}, "企业经办人联系电话", None, x, y, 110, 16)

    def spouse(self, x: float, y: float) -> None:
        """姓名 and 工作单位 under a title of their own are the spouse's, and not the retiree's."""
        self.words("配偶情况", x, y + 28)
        for label, key in (("姓名", "spouse.name"), ("血型", None)):
            x += self.words(label + "：", x, y + 4) + 2
            self.text({"field": key} if key else None, "配偶" + label if key else label, None, x, y, 100, 16)
            x += 110

    def finish(self) -> None:
        self.canvas.save()
        self.path.with_suffix(".json").write_text(json.dumps(self.boxes, ensure_ascii=False, indent=1))


def grid(form: Form, keys: list, columns: int, above: bool, table: bool) -> None:
    """Fields in columns, from the top."""
    x0, total = 50, WIDTH - 100
    height = 44 if above else 30
    for start in range(0, len(keys), columns):
        form.y -= height
        for number, key in enumerate(keys[start:start + columns]):
            width = total / columns
            x = x0 + number * width
            if above:
                form.field(key, x, form.y, 0, width - 12, 18, above=True)
            else:
                form.field(key, x, form.y, 70, width - 70 - (0 if table else 12), 30 if table else 18, table=table)


def person_form(path: Path, chance: random.Random, naming: str, tips: str, style: str) -> None:
    form = Form(path, naming, tips, chance)
    form.words(chance.choice(["柳河市退休人员信息采集表", "东泉区企业退休人员登记表", "某市国企退休人员基本情况表"]), 190, HEIGHT - 50, 15)
    keys: list = [key for key in WORDS if chance.random() < 0.8]
    parted = chance.sample(["date", "address", "comb", "sex", "ticks", "contacts", "handler", "spouse"], 5)
    # Under a title of its own, so nothing of the retiree's may follow.
    parted.sort(key=lambda part: part == "spouse")
    drop = {"comb": "retiree.id", "sex": "retiree.sex", "address": "retiree.residence", "date": "retiree.birth"}
    keys = [key for key in keys if key not in [drop.get(part) for part in parted]] + [None] * chance.randint(1, 3)
    if chance.random() < 0.5:
        chance.shuffle(keys)
    grid(form, keys, chance.choice([2, 3]), above=style == "above", table=style == "table")
    form.y -= 34
    for part in parted:
        if part == "contacts":
            form.words("家庭其他联系人", 50, form.y, 10.5)
            form.contacts(50, form.y - 30, 3)
            form.y -= 130
            continue
        if part == "spouse":
            form.y -= 26
        {"date": lambda: form.date_parts("retiree.birth", 50, form.y), "address": lambda: form.address_parts("retiree.residence", 50, form.y),
         "comb": lambda: form.comb(50, form.y), "sex": lambda: form.sex(50, form.y, chance.choice(["radio", "check"]), chance.random() < 0.3),
         "ticks": lambda: form.ticks(50, form.y), "handler": lambda: form.handler(50, form.y), "spouse": lambda: form.spouse(50, form.y)}[part]()
        form.y -= 32
    form.finish()


def roster(path: Path, chance: random.Random) -> None:
    """A paper about several people: a row for each."""
    form = Form(path, "text", "none", chance)
    form.words("退休人员移交名单", 220, HEIGHT - 50, 15)
    columns = [("序号", None, 40), ("姓名", "retiree.name", 80), ("性别", "retiree.sex", 40), ("身份证号码", "retiree.id", 150), ("联系电话", "retiree.phone", 110), ("现居住地址", "retiree.residence", 90)]
    y = HEIGHT - 120
    for row in range(9):
        left = 45
        for heading, key, width in columns:
            if row == 0:
                form.cell(left, y, width, 24, heading)
            elif key is None:
                form.cell(left, y, width, 24, str(row))
            else:
                form.canvas.rect(left, y, width, 24)
                form.text({"field": key, "group": "batch.people", "entry": row}, heading, None, left + 2, y + 2, width - 4, 20)
            left += width
        y -= 24
    form.finish()


def make(folder: Path, seed: int) -> list[Path]:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for style in ("table", "line", "above"):
        for naming in ("text", "pinyin", "initials", "english", "chinese"):
            for tips in ("none", "some", "all"):
                path = folder / f"{style}-{naming}-{tips}.pdf"
                person_form(path, random.Random(f"{seed} {path.stem}"), naming, tips, style)
                paths.append(path)
    paths.append(folder / "roster.pdf")
    roster(paths[-1], random.Random(seed))
    return paths


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(len(make(options.folder, options.seed)), "forms")
