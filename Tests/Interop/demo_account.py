"""What came back of the thirty forms, against what was done to them: demo_account.py EXPECTED.json READ.jsonl RECORDS.jsonl FOLDER

EXPECTED is demo_fill.py's; READ is what `handover read --json` printed of the files in its order; RECORDS is its --out.
Prints a line for each form and a short account, in English where the locale is English. Exit code 1 if anything is not as
it must be.
"""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections import Counter
from pathlib import Path

from compare import json_lines, missing_values

# What demo_fill.py calls a reason, and what the command calls it.
REASONS = {"damaged": {"damaged"}, "encrypted": {"encrypted"}, "scan": {"scan"}, "other form": {"not-a-form-of-ours"},
           "slip": {"id-check-digit"}, "stale drawing": {"drawn-differs", "value-not-drawn", "state-differs"}}
CHINESE = {
    "a new phone": "换了电话", "moved house": "搬了家", "boxes ticked": "勾选情况", "a contact added": "添了联系人",
    "hobbies and skills": "爱好和特长", "the name written with its rare character": "姓名改回生僻字", "a thorough clerk": "多处修改",
    "none": "没有改", "a slip in the ID": "身份证号写错一位", "truncated": "文件残缺", "encrypted": "加了密码", "scan": "扫描件",
    "other_form": "别的表格", "equal": "一致", "changed": "改动", "review": "待核", "refused": "退回", "returned": "交回", "as it must be": "符合预期",
    "NOT AS IT MUST BE": "不符合预期", "papers": "份", "form": "表格", "program": "程序", "what was done": "做了什么", "outcome": "结果",
    "Thirty forms, filled in by programs that are not ours, and read": "别人的程序填写的表格，读回来", "account": "小结",
    "the files": "文件", "the records": "记录", "by hand": "手工",
}


def say(words: str) -> str:
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return words if locale.startswith("en") else CHINESE.get(words, words)


def judge(entry: dict, answer: dict, records: list[dict]) -> tuple[str, str, list[str]]:
    """What became of a form, with details for the table, and what is wrong with that."""
    wrong: list[str] = []
    if answer["status"] in ("refused", "review"):
        status, reason = answer["status"], answer.get("reason") or ""
        if entry["expect"] == "refused" and (status != "refused" or reason not in REASONS[entry["reason"]]):
            wrong.append(f"{status} for {reason!r}, not refused for {entry['reason']!r}")
        elif entry["expect"] == "review" and (status != "review" or reason not in REASONS[entry["reason"]]):
            wrong.append(f"{status} for {reason!r}, not in review for {entry['reason']!r}")
        elif entry["expect"] in ("equal", "changed"):
            wrong.append(f"{status} for {reason!r}")
        return status, reason, wrong
    changes = {change["field"] for paper in answer["papers"] for change in paper["changes"]}
    if entry["expect"] in ("refused", "review"):
        wrong.append("was accepted")
    elif changes != set(entry["values"]):
        wrong.append(f"changed {sorted(changes)}, not {sorted(entry['values'])}")
    for record in records:
        wrong += missing_values(entry, record)
    return ("changed", str(len(changes)), wrong) if changes else ("equal", "", wrong)


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def table(rows: list[list[str]]) -> None:
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("   " + "  ".join(text + " " * (most - width(text)) for text, most in zip(row, widths)).rstrip())


def main() -> int:
    if len(sys.argv) != 5:
        print(__doc__, file=sys.stderr)
        return 2
    expected = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    answers = {line["file"]: line for line in json_lines(sys.argv[2]) if "papers" in line}
    records = iter(json_lines(sys.argv[3]))
    rows, counts, complaints = [], Counter(), []
    for entry in expected:
        answer = answers.get(entry["file"], {"status": "refused", "reason": "no answer", "papers": []})
        own = [next(records) for paper in answer["papers"] if paper["accepted"]]
        outcome, detail, wrong = judge(entry, answer, own)
        counts[outcome] += 1
        complaints += [f"{entry['file']}: {what}" for what in wrong]
        rows.append([
            Path(entry["file"]).name, entry["program"] or "-", say(entry["edit"]), "→",
            f"{say(outcome)} {detail}".strip(), "✗" if wrong else "✓"])
    print(f"\n{say('Thirty forms, filled in by programs that are not ours, and read')}")
    table(rows)
    for complaint in complaints:
        print(f"   ✗ {complaint}", file=sys.stderr)
    print(f"\n{say('account')}")
    folder = Path(sys.argv[4])
    table([[say("returned"), str(len(expected))]]
          + [[say(outcome), str(counts[outcome])] for outcome in ("equal", "changed", "review", "refused")]
          + [[say("the files"), f"{folder}/交回"], [say("the records"), f"{folder}/交回记录.xlsx"]])
    print("   " + say("NOT AS IT MUST BE" if complaints else "as it must be"))
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
