"""Fills forms with every program and reads them back: interop.py HANDOVER WORKDIR FILE… [--each N] [--without PROGRAM …]

FILE… are fillable PDFs as issued; each program fills N of them. Everything that is made stays in WORKDIR:
PROGRAM/plan.json, PROGRAM/*.pdf, PROGRAM/inspect.jsonl, PROGRAM/returned.jsonl, PROGRAM/records.jsonl, PROGRAM/complaints.txt. Ends with a table and
exit code 1 if a value came back changed, a file was refused, or a program could not be used.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

from compare import compare, json_lines
from fill import CANNOT, PROGRAMS, missing
from make_plan import plan

HERE = Path(__file__).resolve().parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("handover", type=Path, help="the command, already built")
    parser.add_argument("work", type=Path)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--each", type=int, default=8, help="files for each program (8)")
    parser.add_argument("--only", nargs="*", default=[], metavar="PROGRAM", help="these programs alone")
    parser.add_argument("--without", nargs="*", default=[], metavar="PROGRAM", help="programs to leave out")
    options = parser.parse_args()
    rows, failed = [], False
    for number, program in enumerate(options.only or [program for program in PROGRAMS if program not in options.without]):
        if missing(program):
            print(f"{program}: not here; apt-get install {' '.join(missing(program))}", file=sys.stderr)
            failed = True
            continue
        # Each program gets files of its own as long as there are enough.
        start = number * options.each
        chosen = [options.files[(start + index) % len(options.files)] for index in range(min(options.each, len(options.files)))]
        counts, complaints = one_program(options.handover, options.work / program, program, chosen, seed=number)
        rows.append((program, counts))
        failed |= bool(complaints)
        for complaint in complaints[:5]:
            print(f"{program}: {complaint}", file=sys.stderr)
        if len(complaints) > 5:
            print(f"{program}: {len(complaints) - 5} more in {options.work / program / 'complaints.txt'}", file=sys.stderr)
    table(rows)
    return 1 if failed else 0


def one_program(handover: Path, folder: Path, program: str, files: list[Path], seed: int) -> tuple[Counter, list[str]]:
    folder.mkdir(parents=True, exist_ok=True)
    plans = [plan(path, seed) for path in files]
    cannot = CANNOT.get(program, lambda value: False)
    for entry in plans:
        entry["values"] = {name: value for name, value in entry["values"].items() if not cannot(value)}
    carried_out = fill_all(folder, program, plans)
    (folder / "plan.json").write_text(json.dumps(carried_out, ensure_ascii=False, indent=1), "utf-8")
    written = [entry["out"] for entry in carried_out]
    inspected, returned, records = folder / "inspect.jsonl", folder / "returned.jsonl", folder / "records.jsonl"
    # What a program leaves undrawn goes to review, so the exit code of reading may be 1; what became of each file is looked at below.
    complaints = [run(inspected, {0}, handover, "inspect", *written),
                  run(returned, {0, 1}, handover, "read", *written, "--out", records, "--json")]
    complaints = [complaint for complaint in complaints if complaint]
    seen, answers, held = (json_lines(str(path)) if path.exists() else [] for path in (inspected, returned, records))
    counts, found = compare(carried_out, seen, paired(answers, held))
    (folder / "complaints.txt").write_text("\n".join(complaints + found) + "\n", "utf-8")
    return counts, complaints + found


def paired(answers: list[dict], records: list[dict]) -> list[dict]:
    """What was said of each file, with the records of those that were accepted, which are written in the same order."""
    waiting = iter(records)
    return [answer | {"records": [next(waiting, {}) for paper in answer["papers"] if paper["accepted"]]
                      if answer["status"] == "accepted" else []} for answer in answers if "papers" in answer]


def fill_all(folder: Path, program: str, plans: list[dict]) -> list[dict]:
    """In a process of its own: a program that crashes takes nothing else along."""
    wanted = folder / "wanted.json"
    wanted.write_text(json.dumps(plans, ensure_ascii=False), "utf-8")
    done = subprocess.run(
        [sys.executable, HERE / "fill.py", program, wanted, folder], capture_output=True, text=True, timeout=1800)
    answers = {answer["file"]: answer for answer in map(json.loads, done.stdout.splitlines())}
    crashed = {"error": f"the program ended with {done.returncode}: {done.stderr.strip()[-300:]}"}
    return [entry | {"out": str(folder / Path(entry["file"]).name)} | answers.get(entry["file"], crashed) for entry in plans]


def run(output: Path | None, good: set[int], command: Path, *arguments: object) -> str | None:
    """Runs the command; a sentence when its exit code is none of the good ones."""
    done = subprocess.run([command, *map(str, arguments)], capture_output=True, text=True, timeout=1800)
    if output:
        output.write_text(done.stdout, "utf-8")
    if done.returncode in good:
        return None
    return f"handover {arguments[0]} ended with {done.returncode}: {(done.stderr or done.stdout).strip()[-500:]}"


def table(rows: list[tuple[str, Counter]]) -> None:
    columns = ("files", "values", "equal", "different", "accepted", "review", "refused")
    print(f"{'filled by':<18}" + "".join(f"{column:>11}" for column in columns))
    for program, counts in rows:
        print(f"{program:<18}" + "".join(f"{counts[column]:>11}" for column in columns))


if __name__ == "__main__":
    sys.exit(main())
