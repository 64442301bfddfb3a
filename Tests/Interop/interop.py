"""Fills every form with every program and reads all of it back: interop.py HANDOVER WORKDIR FORM… [--only PROGRAM …] [--turns N]

FORM… are fillable PDFs as issued. Each program fills each of them, as whole_plan.py says. Then one `inspect` and one `read` take what each program
made; every box of every file is held against the plan, scalar by scalar, and every record that was accepted as well.
Everything stays in WORKDIR: PROGRAM/plan.json, the files, inspect.jsonl, returned.jsonl, records.jsonl, complaints.txt.
Ends with a table; exit code 1 if a value came back changed, a file was refused, a review has no reason that the program gave, or a program could
not be used.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from compare import compare, json_lines
from fields import fields
from fill import CANNOT, DATA, PROGRAMS, SLOW, missing
from reasons import JUST
from whole_plan import whole_plan

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("handover", type=Path, help="the command, already built")
    parser.add_argument("work", type=Path)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--only", nargs="*", default=[], metavar="PROGRAM", help="these programs alone")
    parser.add_argument("--turns", type=int, default=1, help="how often each program fills each form, each time otherwise (1)")
    options = parser.parse_args()
    programs = options.only or list(PROGRAMS)
    began = time.monotonic()
    absent = {program: missing(program) for program in programs if missing(program)}
    for program, packages in absent.items():
        print(f"{program}: not here; apt-get install {' '.join(packages)}", file=sys.stderr)
    jobs = [(program, turn) for program in programs if program not in absent for turn in range(options.turns)]
    with ThreadPoolExecutor(2) as pool:
        rows = list(pool.map(lambda job: one_program(options.handover, options.work, *job, options.files), jobs))
    for program, counts, complaints in rows:
        for complaint in complaints[:5]:
            print(f"{program}: {complaint}", file=sys.stderr)
        if len(complaints) > 5:
            print(f"{program}: {len(complaints) - 5} more in {options.work / program}*/complaints.txt", file=sys.stderr)
    table(rows)
    children = os.times()
    print(f"{time.monotonic() - began:.0f} s, {children.children_user + children.children_system:.0f} s of processors")
    return 1 if absent or any(complaints for _, _, complaints in rows) else 0


def one_program(handover: Path, work: Path, program: str, turn: int, files: list[Path]) -> tuple[str, Counter, list[str]]:
    folder = work / (program if turn == 0 else f"{program}-{turn}")
    folder.mkdir(parents=True, exist_ok=True)
    # Seven is prime to the kinds and options that take turns: each turn of each program is another.
    turn = list(PROGRAMS).index(program) + 7 * turn
    plans = [whole_plan(path, turn) for path in files]
    cannot = CANNOT.get(program, lambda field, value: False)
    for entry in plans:
        known = {field.name: field for field in fields(entry["file"])}
        entry["left"] = [name for name, value in entry["values"].items() if cannot(known[name], value)]
        texts = [name for name, value in entry["values"].items() if known[name].kind == "text" and value != (known[name].value or "")]
        over = {name for number, name in enumerate(texts) if program in SLOW and (number - turn) % len(texts) >= SLOW[program]}
        entry["values"] = {name: value for name, value in entry["values"].items() if name not in entry["left"] and name not in over
                           and not (program in SLOW and value == known[name].value)}
    carried_out = fill_all(folder, program, plans)
    (folder / "plan.json").write_text(json.dumps(carried_out, ensure_ascii=False, indent=1), "utf-8")
    written = [entry["out"] for entry in carried_out]
    inspected, returned, records = folder / "inspect.jsonl", folder / "returned.jsonl", folder / "records.jsonl"
    # Not every file is accepted, so the exit code may be 1; what became of each is looked at below.
    complaints = [run(inspected, handover, "inspect", *written)]
    answers, held = [], []
    for home, part in homes(work, program, written):
        complaints.append(run(returned, handover, "read", *part, "--out", records, "--json", "--jobs", 1, home=home))
        answers += json_lines(str(returned))
        held += json_lines(str(records)) if records.exists() else []
        records.unlink(missing_ok=True)
    complaints = [complaint for complaint in complaints if complaint]
    seen = json_lines(str(inspected))
    counts, found = compare(carried_out, None if program in DATA and DATA[program][0] == ".xfdf" else seen, paired(answers, held), JUST.get(program, {}))
    (folder / "complaints.txt").write_text("\n".join(complaints + found) + "\n", "utf-8")
    counts["left out"] = sum(len(entry["left"]) for entry in plans)
    print(f"{folder.name}: {counts['equal']} of {counts['files']} equal, {counts['accepted']} accepted", file=sys.stderr, flush=True)
    return program, counts, complaints + found


def homes(work: Path, program: str, written: list[str]) -> list[tuple[Path | None, list[str]]]:
    """Data without a PDF do not say of which city they are: they are read where there are the templates of one city alone."""
    if program not in DATA:
        return [(None, written)]
    parts: dict[str, list[str]] = {}
    for path in written:
        parts.setdefault(Path(path).name.split("-")[0], []).append(path)
    for city in parts:
        home = work / "homes" / city
        (home / "templates").mkdir(parents=True, exist_ok=True)
        for name in ("Resources", "templates/common", f"templates/{city}"):
            if not (home / name).is_symlink():
                (home / name).symlink_to(ROOT / name)
    return [(work / "homes" / city, part) for city, part in parts.items()]


def paired(answers: list[dict], records: list[dict]) -> list[dict]:
    """What was said of each file: its findings, and the records if it was accepted, which are written in the same order."""
    waiting, found = iter(records), []
    codes: dict[str, Counter] = {}
    for answer in answers:
        if "papers" not in answer:
            if answer.get("severity") == "error":
                codes.setdefault(answer.get("file") or "", Counter())[answer["code"]] += 1
            continue
        taken = [next(waiting, {}) for paper in answer["papers"] if paper["accepted"]] if answer["status"] == "accepted" else []
        found.append(answer | {"records": taken, "codes": codes.get(answer["file"], Counter())})
    return found


def fill_all(folder: Path, program: str, plans: list[dict]) -> list[dict]:
    """In a process of its own: a program that crashes takes nothing else along."""
    wanted = folder / "wanted.json"
    wanted.write_text(json.dumps(plans, ensure_ascii=False), "utf-8")
    done = subprocess.run(
        [sys.executable, HERE / "fill.py", program, wanted, folder], capture_output=True, text=True, timeout=7200)
    answers = {answer["file"]: answer for answer in map(json.loads, done.stdout.splitlines())}
    crashed = {"error": f"the program ended with {done.returncode}: {done.stderr.strip()[-300:]}"}
    return [entry | {"out": str(folder / Path(entry["file"]).name)} | answers.get(entry["file"], crashed) for entry in plans]


def run(output: Path, command: Path, *arguments: object, home: Path | None = None) -> str | None:
    """Runs the command; a sentence when it did not come to its end."""
    environment = os.environ | ({"HANDOVER_HOME": str(home.resolve())} if home else {})
    done = subprocess.run([command, *map(str, arguments), "--lang", "en"], capture_output=True, text=True, timeout=7200, env=environment)
    output.write_text(done.stdout, "utf-8")
    if done.returncode in (0, 1):
        return None
    return f"handover {arguments[0]} ended with {done.returncode}: {(done.stderr or done.stdout).strip()[-500:]}"


def table(rows: list[tuple[str, Counter, list[str]]]) -> None:
    columns = ("files", "values", "equal values", "left out", "accepted", "review", "refused", "unfilled", "complaints")
    total: dict[str, Counter] = {}
    for program, counts, complaints in rows:
        total.setdefault(program, Counter()).update(counts | Counter(complaints=len(complaints)))
    print(f"{'filled by':<18}" + "".join(f"{column:>13}" for column in columns) + "  for review because of")
    for program, counts in total.items():
        reasons = ", ".join(f"{key[1]} {count}" for key, count in sorted(counts.items(), key=str) if isinstance(key, tuple) and key[0] == "reason")
        print(f"{program:<18}" + "".join(f"{counts[column]:>13}" for column in columns) + "  " + reasons)
    kinds = sum((counts for counts in total.values()), Counter())
    print("values by kind: " + ", ".join(f"{key[1]} {count}" for key, count in sorted(kinds.items(), key=str) if isinstance(key, tuple) and key[0] == "kind"))


if __name__ == "__main__":
    sys.exit(main())
