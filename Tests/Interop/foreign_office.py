"""Makes fillable forms as offices make them: python foreign_office.py FOLDER [--seed N] [--count N] writes NAME.pdf and NAME.json.

LibreOffice Writer sets the forms: tables with merged cells, lines of labels and boxes, rosters on landscape pages, options to tick,
lists, dates, a box for each digit. Nobody names the boxes. Much of what is asked no field of ours holds, and
some of it looks as if one did: the telephone of the one who fills the form in, the positions of former years.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0", "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "form": "urn:oasis:names:tc:opendocument:xmlns:form:1.0", "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "ooo": "http://openoffice.org/2004/office",
}

# Labels of fields; some are no words of the dictionary's.
LABELS = {
    "retiree.name": ["姓名", "姓　　名", "职工姓名", "退休人员姓名"], "retiree.sex": ["性别", "性　别"], "retiree.ethnicGroup": ["民族", "族别"],
    "retiree.birth": ["出生年月", "出生日期", "出生年月日"], "retiree.id": ["身份证号码", "公民身份号码", "居民身份证号", "身份证\n号　码"],
    "retiree.politicalStatus": ["政治面貌", "政治\n面貌"], "retiree.health": ["健康状况", "身体状况"], "retiree.workUnit": ["原工作单位", "退休前工作单位", "原单位"],
    "retiree.post": ["原任职务", "退休前职务", "原岗位"], "retiree.retired": ["退休时间", "退休年月", "批准退休时间"], "retiree.startedWork": ["参加工作时间", "参加工作\n时间"],
    "retiree.archivePlace": ["档案存放地", "档案保管单位"], "retiree.education": ["文化程度", "学历", "最高学历"], "retiree.skills": ["特长", "个人特长"],
    "retiree.hobbies": ["兴趣爱好", "爱好"], "retiree.insurancePlace": ["参保地", "社保关系所在地"], "retiree.phone": ["联系电话", "本人联系电话", "手机号码", "联系方式"],
    "retiree.residence": ["现居住地址", "家庭住址", "现住址", "现家庭\n住址"], "retiree.household": ["户籍所在地", "户籍地址", "户口所在地"],
    "retiree.marriage": ["婚姻状况"], "retiree.householdKind": ["户口性质"], "retiree.retirementKind": ["退休类别"], "retiree.postcode": ["邮政编码"],
    "enterprise.name": ["企业名称", "所属企业"], "enterprise.creditCode": ["统一社会信用代码"], "archive.number": ["档案编号", "档案号"],
}
# What no field holds.
STRANGERS = [
    "籍贯", "曾用名", "血型", "宗教信仰", "银行账号", "开户银行", "养老金金额", "组织关系所在地", "微信号", "网格员姓名", "网格员电话", "监护人姓名", "监护人电话", "填表人", "审核人",
    "社区意见", "街道意见", "子女人数", "子女姓名", "子女工作单位", "子女电话", "身高", "服兵役情况", "志愿服务意向", "工龄", "缴费年限", "技术等级", "月收入", "住房性质", "所属网格", "建档日期", "走访时间", "走访人", "医保卡号",
    "就诊医院", "家庭医生", "家庭医生电话", "主管部门", "单位地址", "单位邮编", "法定代表人", "职称评定时间", "退休证号", "户主姓名", "与户主关系", "毕业院校", "所学专业", "从事岗位年限", "前任配偶姓名", "照片",
]
CHOICES = {
    "retiree.sex": ["男", "女"], "retiree.politicalStatus": ["中共党员", "民主党派", "群众"], "retiree.health": ["健康", "一般", "较差"],
    "retiree.marriage": ["未婚", "已婚", "丧偶", "离婚"], "retiree.householdKind": ["非农业", "农业"],
}


class Paper:
    """The content of one form and its controls."""

    def __init__(self, chance: random.Random, tips: bool) -> None:
        self.chance, self.tips = chance, tips
        self.body: list[str] = []
        self.controls: list[str] = []
        self.boxes: dict[str, dict | None] = {}
        self.styles: dict[str, float] = {}
        self.count = 0

    def named(self, kind: str) -> str:
        self.count += 1
        # Of a name in Chinese LibreOffice 7 leaves nothing in a PDF but a number.
        return f"{kind}{self.count}"

    def tip(self, label: str) -> str:
        plain = "".join(label.split())
        return f" form:title={quoteattr(self.chance.choice([plain, '请填写' + plain]))}" if self.tips and plain and self.chance.random() < 0.5 else ""

    def control(self, element: str, name: str, width: float, height: float, attributes: str, content: str = "") -> str:
        number = len(self.controls) + 1
        component = {"text": "TextField", "date": "DateField", "checkbox": "CheckBox", "radio": "RadioButton", "listbox": "ListBox"}[element]
        attributes += f' form:control-implementation="ooo:com.sun.star.form.component.{component}"'
        self.controls.append(f'<form:{element} form:name={quoteattr(name)} xml:id="c{number}" form:id="c{number}" {attributes}>{content}</form:{element}>')
        return f'<draw:control text:anchor-type="as-char" svg:width="{width}cm" svg:height="{height}cm" draw:control="c{number}" draw:style-name="G"/>'

    def box(self, label: str, use: dict | None, width: float, height: float = 0.6, kind: str = "text") -> str:
        name = self.named({"date": "DateField", "text": "TextBox"}[kind])
        self.boxes[name] = use
        return self.control(kind, name, width, height, self.tip(label).strip())

    def listed(self, label: str, key: str, width: float) -> str:
        name = self.named("ListBox")
        self.boxes[name] = {"field": key}
        options = "".join(f"<form:option form:label={quoteattr(word)} form:value={quoteattr(word)}/>" for word in CHOICES[key])
        return self.control("listbox", name, width, 0.6, 'form:dropdown="true" form:bound-column="1"' + self.tip(label), options)

    def ticks(self, key: str) -> str:
        """A check box before or behind each word."""
        before = self.chance.random() < 0.8
        parts = []
        for word in CHOICES[key]:
            name = self.named("CheckBox")
            self.boxes[name] = {"field": key, "means": word}
            box = self.control("checkbox", name, 0.4, 0.4, 'form:value="Yes"')
            parts.append(box + escape(word) if before else escape(word) + box)
        return "　".join(parts)

    def radios(self, key: str) -> str:
        name = self.named("OptionButton")
        self.boxes[name] = {"field": key, "radio": CHOICES[key]}
        return "　".join(
            self.control("radio", name, 0.4, 0.4, f"form:value={quoteattr(str(number + 1))}") + escape(word)
            for number, word in enumerate(CHOICES[key]))

    def entry(self, key: str | None, label: str, width: float) -> str:
        use = {"field": key} if key else None
        if key in CHOICES and self.chance.random() < 0.5:
            return self.chance.choice([self.ticks, self.radios])(key) if self.chance.random() < 0.6 else self.listed(label, key, width)
        if key and key.endswith(("birth", "retired", "startedWork")) and self.chance.random() < 0.5:
            if self.chance.random() < 0.4:
                return self.box(label, use, width, kind="date")
            return "".join(self.box("", {"field": key, "part": part}, size) + unit for part, unit, size in (("year", "年", 1.1), ("month", "月", 0.8)))
        return self.box(label, use, width)

    # What stands on the page.

    def line(self, content: str, style: str = "P") -> None:
        self.body.append(f'<text:p text:style-name="{style}">{content}</text:p>')

    def words(self, label: str) -> str:
        return "<text:line-break/>".join(escape(part) for part in label.split("\n"))

    def table(self, widths: list[float], rows: list[list[tuple[str, int, int]]]) -> None:
        """Rows of cells: content, columns, rows."""
        columns = ""
        for width in widths:
            name = f"W{int(width * 100)}"
            self.styles[name] = width
            columns += f'<table:table-column table:style-name="{name}"/>'
        text = ""
        for row in rows:
            text += '<table:table-row table:style-name="R">'
            for content, across, down in row:
                if content == "covered":
                    text += "<table:covered-table-cell/>"
                    continue
                spans = (f' table:number-columns-spanned="{across}"' if across > 1 else "") + (f' table:number-rows-spanned="{down}"' if down > 1 else "")
                text += f'<table:table-cell table:style-name="C"{spans}><text:p text:style-name="T">{content}</text:p></table:table-cell>' + "<table:covered-table-cell/>" * (across - 1)
            text += "</table:table-row>"
        self.body.append(f"<table:table>{columns}{text}</table:table>")

    def file(self, landscape: bool) -> str:
        spaces = " ".join(f'xmlns:{key}="{value}"' for key, value in SPACES.items())
        columns = "".join(f'<style:style style:name="{name}" style:family="table-column"><style:table-column-properties style:column-width="{width}cm"/></style:style>' for name, width in self.styles.items())
        font = '<style:text-properties style:font-name-asian="Noto Serif CJK SC" fo:font-size="10.5pt" style:font-size-asian="10.5pt"/>'
        size = 'fo:page-width="29.7cm" fo:page-height="21cm"' if landscape else 'fo:page-width="21cm" fo:page-height="29.7cm"'
        return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {spaces} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"><office:automatic-styles>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:margin-top="0.15cm"/>{font}</style:style>
<style:style style:name="T" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>{font}</style:style>
<style:style style:name="H" style:family="paragraph"><style:paragraph-properties fo:text-align="center" fo:margin-bottom="0.4cm"/><style:text-properties fo:font-size="16pt" style:font-size-asian="16pt"/></style:style>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.05cm" style:vertical-align="middle"/></style:style>
<style:style style:name="R" style:family="table-row"><style:table-row-properties style:min-row-height="0.9cm"/></style:style>
<style:style style:name="G" style:family="graphic"><style:graphic-properties style:vertical-pos="middle" style:vertical-rel="text"/></style:style>
{columns}<style:page-layout style:name="L"><style:page-layout-properties {size} fo:margin="1.8cm"/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L"/></office:master-styles>
<office:body><office:text><office:forms form:automatic-focus="false" form:apply-design-mode="false"><form:form form:name="F" form:control-implementation="ooo:com.sun.star.form.component.Form">{''.join(self.controls)}</form:form></office:forms>
{''.join(self.body)}</office:text></office:body></office:document>"""


def questions(chance: random.Random, count: int) -> list[tuple[str | None, str]]:
    """What a form asks, a third of it what no field holds."""
    keys = chance.sample(sorted(LABELS), count - count // 3)
    known: list[tuple[str | None, str]] = [(key, chance.choice(LABELS[key])) for key in keys]
    return known + [(None, label) for label in chance.sample(STRANGERS, count // 3)]


def sheet(paper: Paper) -> None:
    """A table of labels and boxes, with a title down its side, and lists below."""
    chance = paper.chance
    asked = questions(chance, chance.choice([18, 24]))
    chance.shuffle(asked)
    columns = chance.choice([2, 3])
    side = chance.random() < 0.5
    label, width = (2.2, 3.4) if columns == 3 else (2.8, 5.4)
    rows = []
    for start in range(0, len(asked), columns):
        row = [("<text:line-break/>".join("基本情况"), 1, len(asked) // columns) if start == 0 else ("covered", 1, 1)] if side else []
        for key, words in asked[start:start + columns]:
            row += [(paper.words(words), 1, 1), (paper.entry(key, words, width - 0.3), 1, 1)]
        rows.append(row)
    paper.table(([1.0] if side else []) + [label, width] * columns, rows)
    for part in chance.sample([contacts, career, spouse, filler, signatures], 3):
        part(paper)


def contacts(paper: Paper) -> None:
    paper.line(paper.chance.choice(["家庭其他联系人", "家庭联系人情况"]))
    columns = [("姓名", "contact.name"), ("与本人关系", "contact.relation"), ("工作单位", "contact.workUnit"), ("联系电话", "contact.phone")]
    grid(paper, columns, "retiree.contacts", 2, 4.2)


def career(paper: Paper) -> None:
    """Where somebody worked in former years is none of our fields."""
    paper.line("工作简历")
    grid(paper, [("起止时间", None), ("工作单位", None), ("职务", None), ("证明人", None)], "", 3, 4.2)


def grid(paper: Paper, columns: list, group: str, rows: int, width: float) -> None:
    cells = [[(words, 1, 1) for words, _ in columns]]
    for row in range(1, rows + 1):
        cells.append([
            (str(row) if words == "序号" else paper.box("", {"field": key, "group": group, "entry": row} if key else None, width - 0.3), 1, 1)
            for words, key in columns])
    paper.table([width] * len(columns), cells)


def spouse(paper: Paper) -> None:
    row = [("配偶情况", 1, 1)]
    for words, key in (("姓名", "spouse.name"), ("工作单位", "spouse.workUnit"), ("联系电话", "spouse.phone")):
        row += [(words, 1, 1), (paper.box("", {"field": key}, 2.9), 1, 1)]
    paper.table([2.2] + [1.8, 3.2] * 3, [row])


def filler(paper: Paper) -> None:
    """Whoever fills the form in has a telephone, too."""
    who = paper.chance.choice(["填表人", "网格员", "社区专干", "审核人"])
    paper.line(f"{who}：{paper.box('', None, 3)}　　联系电话：{paper.box('', None, 3.6)}　　日期：{paper.box('', None, 3)}")


def signatures(paper: Paper) -> None:
    parts = "".join(paper.box("", None, size) + unit for unit, size in (("年", 1.2), ("月", 0.8), ("日", 0.8)))
    paper.line(f"单位（盖章）：　　　　　　　　　　{parts}")


def lines(paper: Paper) -> None:
    """Labels and boxes in running lines."""
    chance = paper.chance
    asked = questions(chance, 18)
    while asked:
        content = ""
        for key, words in asked[:2]:
            plain = words.replace("\n", "")
            content += f"{escape(plain)}：{paper.entry(key, plain, 4.5)}　　"
        asked = asked[2:]
        paper.line(content)
    if chance.random() < 0.5:
        paper.line("身份证号：" + "".join(paper.box("", {"field": "retiree.id", "piece": number}, 0.55) for number in range(1, 19)) if "retiree.id" not in {use["field"] for use in paper.boxes.values() if use} else "")
    for part in chance.sample([contacts, career, spouse, filler, signatures], 2):
        part(paper)


def roster(paper: Paper) -> None:
    columns = [("序号", None), ("姓名", "retiree.name"), ("性别", "retiree.sex"), ("身份证号", "retiree.id"), ("退休时间", "retiree.retired"), ("联系电话", "retiree.phone"), ("现住址", "retiree.residence")]
    if paper.chance.random() < 0.5:
        columns.append(("银行账号", None))
    grid(paper, columns, "batch.people", 8, 25.5 / len(columns))


TITLES = ["退休人员信息采集表", "企业退休人员社会化管理登记表", "退休职工基本情况调查表", "离退休人员移交登记卡"]


def make(folder: Path, seed: int, count: int) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    papers = []
    for number in range(count):
        chance = random.Random(f"office {seed} {number}")
        kind = chance.choice([sheet, sheet, lines, lines, roster])
        paper = Paper(chance, chance.random() < 0.3)
        paper.line("退休人员移交花名册" if kind is roster else chance.choice(TITLES), "H")
        kind(paper)
        path = folder / f"office-{number:02}-{kind.__name__}.fodt"
        path.write_text(paper.file(kind is roster), encoding="utf-8")
        truth = {name: truth_of(use) for name, use in paper.boxes.items()}
        path.with_suffix(".json").write_text(json.dumps(truth, ensure_ascii=False, indent=1))
        papers.append(path)
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", "pdf", "--outdir", folder, *papers],
            check=True, capture_output=True)
    return [path.with_suffix(".pdf") for path in papers]


def truth_of(use: dict | None) -> dict | None:
    if use and "radio" in use:
        return {"field": use["field"], "words": {str(number + 1): word for number, word in enumerate(use["radio"])}}
    return use


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20)
    options = parser.parse_args()
    print(len(make(options.folder, options.seed, options.count)), "forms")
