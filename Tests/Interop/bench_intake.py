"""Reads a great many returned files, a tenth of them damaged or hostile, and other people's programs beside us.

bench_intake.py HANDOVER WORKDIR [--count 10000] [--seed 1] [--without PROGRAM …]

The files come from the seed and stay in WORKDIR/returned for the next time. `handover read` answers for each file and writes records,
a workbook and a report; the others only read all fields' values, in two processes that may crash and are started again, with ten
seconds a file. Prints the table for docs/performance.md; exit code 1 when a file got no answer, or more than one.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from random import Random

import fill
import hostile_files
from companion import Companion
from make_plan import plan
from memory import peak_of

HERE = Path(__file__).resolve().parent
# Not PyMuPDF, which adds a whole Chinese font of 4 MB to each file, nor poppler with 19 MB.
FILLERS = ("pikepdf", "pikepdf-form", "pypdf-regenerate", "pypdf", "pdfium")
PYTHON = {"pypdf": sys.executable, "pymupdf": sys.executable, "poppler": "/usr/bin/python3"}
JOBS = 2
LARGEST = 4 << 20  # many copies of a large file measure nothing but its size


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("handover", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", nargs="*", default=[])
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    options = parser.parse_args()
    folder = options.work / f"returned-{options.count}-{options.seed}"
    if options.peer:
        return peer(options.peer, folder)
    if not (folder / "..").joinpath(folder.name + ".done").exists():
        make(options.handover, options.work, folder, options.count, options.seed)
        (folder / "..").joinpath(folder.name + ".done").touch()
    total = sum(1 for _ in folder.iterdir())
    rows, good = [ours(options.handover, folder, options.work / "out", total)], True
    good = rows[0]["answers"] == total
    for name in PYTHON:
        if name not in options.without:
            rows.append(measured(name, [sys.executable, __file__, options.handover, options.work, "--count", options.count,
                                        "--seed", options.seed, "--peer", name], total))
    table(rows, total)
    return 0 if good else 1


# The files


def make(handover: Path, work: Path, folder: Path, count: int, seed: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    issued = work / "issued"
    shutil.rmtree(issued, ignore_errors=True)
    people = work / "people.json"
    with people.open("w", encoding="utf-8") as output:
        subprocess.run([sys.executable, HERE / "make_list.py", "--count", str(count), "--seed", str(seed)], stdout=output, check=True)
    subprocess.run([handover, "generate", "liaocheng/info-table", "--profile", "liaocheng", "--data", people, "--out", issued,
                    "--fillable", "--quiet"], check=True)
    originals = sorted(issued.glob("*.pdf"))
    bad = count // 10
    with ProcessPoolExecutor(JOBS) as pool:
        jobs = [(originals[number % len(originals)], folder / f"r{number:06}.pdf", number, seed) for number in range(count - bad)]
        failed = [answer for answer in pool.map(filled, jobs, chunksize=50) if answer]
    if failed:
        print(f"{len(failed)} files could not be filled, and were returned as issued: {failed[0]}", file=sys.stderr)
    spoil(originals, folder, bad, seed)


def filled(job: tuple[Path, Path, int, int]) -> str | None:
    source, target, number, seed = job
    error = fill.fill(FILLERS[number % len(FILLERS)], source, target, plan(source, seed * 1_000_003 + number, share=0.2)["values"])
    if error and not target.exists():
        shutil.copy(source, target)
    return error


def spoilt(originals: list[Path], seed: int):
    """Each kind once, then as many damaged ones as are wanted."""
    yield from hostile_files.files(originals[:2], seed)
    chance = Random(seed)
    while True:
        yield from hostile_files.damaged([chance.choice(originals).read_bytes()], chance)


def spoil(originals: list[Path], folder: Path, count: int, seed: int) -> None:
    made = 0
    for name, data, _, kind in spoilt(originals, seed):
        # A container is many files; each has its own test.
        if len(data) <= LARGEST and kind not in ("archives", "mail", "tables"):
            (folder / f"x{made:05}-{name}").write_bytes(data)
            made += 1
        if made == count:
            return


# The readers


def ours(handover: Path, folder: Path, out: Path, total: int) -> dict:
    shutil.rmtree(out, ignore_errors=True)
    row = measured("handover read", [handover, "read", folder, "--out", out, "--json", "--jobs", JOBS], total, good={0, 1})
    answers = [json.loads(line) for line in row.pop("said").splitlines() if line.startswith("{")]
    answers = [answer for answer in answers if "status" in answer and "file" in answer]
    row["answers"] = len({answer["file"] for answer in answers}) if len(answers) == len({a["file"] for a in answers}) else -len(answers)
    row["counts"] = Counter(answer["status"] for answer in answers)
    row["reasons"] = Counter(answer.get("reason") or "" for answer in answers if answer["status"] == "refused")
    return row


def measured(name: str, command: list, total: int, good: set[int] = frozenset({0})) -> dict:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    said = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace")
    peak = peak_of(said.pid, every=0.2)
    output, wrong = said.communicate()
    seconds, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if said.returncode not in good:
        print(f"{name} ended with {said.returncode}: {wrong[-500:]}", file=sys.stderr)
    row = {"name": name, "seconds": seconds, "processor": processor, "rate": total / seconds, "memory": peak.stop(), "said": output, "exit": said.returncode}
    if good == {0}:
        row["counts"] = Counter(json.loads(output)) if said.returncode == 0 else Counter()
    return row


def peer(name: str, folder: Path) -> int:
    """All files by one program, in as many processes as we use; prints how they went."""
    paths = sorted(folder.iterdir())
    with ThreadPoolExecutor(JOBS) as pool:
        counts = sum(pool.map(lambda part: share(name, part), [paths[number::JOBS] for number in range(JOBS)]), Counter())
    print(json.dumps(counts))
    return 0


def share(name: str, paths: list[Path]) -> Counter:
    reader, counts = Companion(PYTHON[name], str(HERE / "read_fields.py"), name, seconds=10), Counter()
    for path in paths:
        try:
            reader.ask(str(path))
            counts["read"] += 1
        except RuntimeError as problem:
            said = str(problem)
            counts["hung" if "longer than" in said else "crashed" if "ended with" in said else "failed"] += 1
    reader.stop()
    return counts


def table(rows: list[dict], total: int) -> None:
    first = rows[0]
    print(f"\n{total:,} files, a tenth of them damaged or hostile; {JOBS} at a time\n")
    print("| reader | files/s | to ours | processor ms a file | peak MiB (PSS, all processes) | outcome |")
    print("|---|---:|---:|---:|---:|---|")
    for row in rows:
        outcome = ", ".join(f"{what} {count:,}" for what, count in sorted(row["counts"].items()))
        print(f"| {row['name']} | {row['rate']:.0f} | {row['rate'] / first['rate']:.2f} | {1000 * row['processor'] / total:.1f} | {row['memory'] / 2**20:.0f} | {outcome} |")
    print(f"\nanswers: {first['answers']:,} for {total:,} files; refused: "
          + ", ".join(f"{reason} {count:,}" for reason, count in first["reasons"].most_common()))


if __name__ == "__main__":
    sys.exit(main())
