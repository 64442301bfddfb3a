"""Reads a great many returned files, a tenth of them damaged or hostile, and other people's programs beside us.

bench_intake.py HANDOVER WORKDIR [--count 10000] [--seed 1] [--jobs 2] [--without PROGRAM …]

The files come from the seed (bench_files.py) and stay in WORKDIR for the next time. `handover read` answers for each file and writes
records, a workbook and a report, then does so once more, when nothing is new; the others only read all fields' values, in as many
processes, which may crash and are started again, with a minute a file. What was written into each file is known, so that it can be
said who read it otherwise. Prints the tables for docs/performance.md; exit code 1 when a file got no answer or more than one,
when a value was read wrong, or when the second run changed anything.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import bench_files
from companion import Companion
from memory import family, proportional

HERE = Path(__file__).resolve().parent
PYTHON = {"pypdf": sys.executable, "pymupdf": sys.executable, "poppler": "/usr/bin/python3"}
MARKS = (1_000, 5_000, 10_000)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("handover", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--without", nargs="*", default=[])
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    options = parser.parse_args()
    folder = options.work / f"returned-{options.count}-{options.seed}"
    said = folder.with_name(f"{folder.name}-said.jsonl")
    if options.peer:
        return peer(options.peer, folder, said, options.jobs)
    truth = folder.with_name(f"{folder.name}-truth.json")
    if not truth.exists():
        bench_files.make(options.handover, options.work, folder, options.count, options.seed, options.jobs)
    texts = json.loads(truth.read_text("utf-8"))
    total = sum(1 for _ in folder.iterdir())
    out = options.work / f"out-{options.count}-{options.seed}"
    rows, good = ours(options.handover, folder, out, texts, total, options.jobs)
    for name in PYTHON:
        if name not in options.without:
            row = measured(name, [sys.executable, __file__, options.handover, options.work, "--count", options.count, "--seed",
                                  options.seed, "--jobs", options.jobs, "--peer", name])
            rows.append(row | {"outcome": outcome(said, texts)})
    table(rows, total, options.jobs)
    return 0 if good else 1


# Ours


def ours(handover: Path, folder: Path, out: Path, texts: dict, total: int, jobs: int) -> tuple[list[dict], bool]:
    shutil.rmtree(out, ignore_errors=True)
    command = [handover, "read", folder, "--out", out, "--json", "--jobs", jobs]
    first = measured("handover read", command, good={0, 1}, progress=out / ".answers.part")
    answers = [answer for line in first["said"].splitlines() if line.startswith("{") and "status" in (answer := json.loads(line))]
    # What lies in an archive or a mail has an answer of its own.
    names = Counter(answer["file"] for answer in answers)
    sent = {name.split("!")[0] for name in names}
    inner = [answer for answer in answers if "!" in answer["file"]]
    first["outcome"] = Counter(answer["status"] for answer in answers if "!" not in answer["file"]) + Counter({"in archives and mails": len(inner)})
    refused = Counter(answer.get("reason") for answer in answers if answer["status"] == "refused")
    wrong = [name for name in read_otherwise(out / "answers.jsonl", texts)]
    good = len(sent) == total and set(names.values()) == {1} and not wrong
    print(f"\n{len(answers):,} answers for {len(sent):,} files of {total:,}; refused: " + ", ".join(f"{reason} {count:,}" for reason, count in refused.most_common()))
    print(f"filled-in files accepted with a value that was not written so: {len(wrong)} {wrong[:5] or ''}\n")
    memory(first["samples"], total)
    before = state(out)
    again = measured("handover read, once more", command, good={0, 1})
    again["outcome"] = Counter({"files changed": sum(state(out).get(path) != was for path, was in before.items()) + len(state(out).keys() - before.keys())})
    return [first, again], good and not again["outcome"].total()


def read_otherwise(answers: Path, texts: dict) -> list[str]:
    wrong = []
    with answers.open(encoding="utf-8") as lines:
        for line in lines:
            answer = json.loads(line)
            wanted = texts.get(Path(answer["file"]).name)
            if wanted is None or answer["status"] != "accepted":
                continue
            read = Counter(entry(value["box"], value["text"]) for paper in answer["papers"] for value in paper["values"])
            if Counter(entry(name, text) for name, text in wanted.items() if text) - read:
                wrong.append(Path(answer["file"]).name)
    return wrong


def entry(name: str, text: str) -> tuple[str, str]:
    """A value without the number of its row, since rows that are empty are left out."""
    return re.sub(r"\.\d+\.", ".*.", name), plain(text)


def plain(text: str) -> str:
    """Boxes of one line keep a line break as a blank."""
    return " ".join(text.split())


def state(folder: Path) -> dict[str, tuple]:
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in folder.rglob("*") if path.is_file()}


def memory(samples: list[tuple[float, int, int]], total: int) -> None:
    """Peaks up to so many files, and while the outputs are written."""
    print("| files read | MiB now (PSS, command and readers) | peak up to here |\n|---:|---:|---:|")
    for mark in sorted({min(mark, total) for mark in MARKS}):
        until = [size for _, size, done in samples if done <= mark * 0.999]
        print(f"| {mark:,} | {until[-1] >> 20} | {max(until) >> 20} |" if until else f"| {mark:,} | – | – |")
    print(f"| outputs written | {samples[-1][1] >> 20} | {max(size for _, size, _ in samples) >> 20} |\n")


# The others


def peer(name: str, folder: Path, said: Path, jobs: int) -> int:
    """All files by one program, in as many processes as we use."""
    paths = sorted(folder.iterdir())
    with ThreadPoolExecutor(jobs) as pool:
        parts = [(paths[number::jobs], said.with_name(f"{said.name}.{number}")) for number in range(jobs)]
        for part in pool.map(lambda part: share(name, *part), parts):
            pass
    with said.open("wb") as all_said:
        for _, part in parts:
            all_said.write(part.read_bytes())
            part.unlink()
    return 0


def share(name: str, paths: list[Path], said: Path) -> None:
    said.write_bytes(b"")
    reader = Companion(PYTHON[name], str(HERE / "read_fields.py"), name, str(said), seconds=60)
    for path in paths:
        try:
            reader.ask(str(path))
        except RuntimeError as problem:
            text = str(problem)
            failure = "hung" if "longer than" in text else "crashed" if "ended with" in text else "failed"
            with said.open("a", encoding="utf-8") as output:
                output.write(json.dumps({"file": path.name, "failure": failure}) + "\n")
    reader.stop()


def outcome(said: Path, texts: dict) -> Counter:
    """Of filled-in files how many were read right, otherwise or not at all; of the rest what became of them."""
    counts = Counter()
    for line in said.read_text("utf-8").splitlines():
        answer = json.loads(line)
        wanted, failure = texts.get(answer["file"]), answer.get("failure")
        whose = "filled in" if wanted is not None else "spoilt"
        if failure or wanted is None:
            counts[f"{whose}: {failure or 'read'}"] += 1
            continue
        read = answer["values"]
        right = all(plain(str(read.get(name, ""))) == plain(text) for name, text in wanted.items())
        counts[f"{whose}: " + ("empty" if not read else "right" if right else "otherwise")] += 1
    return counts


# Measuring


def measured(name: str, command: list, good: set[int] = frozenset({0}), progress: Path | None = None) -> dict:
    before, began, load = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic(), os.getloadavg()[0]
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace")
    samples, done = [], threading.Event()
    watcher = threading.Thread(target=watch, args=(process.pid, progress, samples, done), daemon=True)
    watcher.start()
    said, wrong = process.communicate()
    done.set()
    watcher.join()
    seconds, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode not in good:
        raise RuntimeError(f"{name} ended with {process.returncode}: {wrong[-500:]}")
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"name": name, "seconds": seconds, "processor": processor, "samples": samples, "said": said, "load": (load, os.getloadavg()[0])}


def watch(root: int, progress: Path | None, samples: list, done: threading.Event) -> None:
    """Samples (seconds, bytes of PSS of all processes, files noted so far)."""
    began, lines, position = time.monotonic(), 0, 0
    while not done.wait(0.5):
        size = sum(map(proportional, family(root)))
        if progress and progress.exists():
            with progress.open("rb") as journal:
                journal.seek(position)
                piece = journal.read()
                lines, position = lines + piece.count(b"\n"), position + len(piece)
        if size:
            samples.append((time.monotonic() - began, size, lines))


def table(rows: list[dict], total: int, jobs: int) -> None:
    first = rows[0]
    print(f"{total:,} files, a tenth of them damaged or hostile; {jobs} at a time\n")
    print("| reader | processor ms a file | ours is so many times | files/s by the clock | load of the machine | peak MiB | outcome |")
    print("|---|---:|---:|---:|---:|---:|---|")
    for row in rows:
        result = ", ".join(f"{what} {count:,}" for what, count in sorted(row["outcome"].items()))
        load = "–".join(f"{load:.0f}" for load in row["load"])
        print(f"| {row['name']} | {1000 * row['processor'] / total:.1f} | {first['processor'] / row['processor']:.2f} | {total / row['seconds']:.0f} "
              f"| {load} | {max((size for _, size, _ in row['samples']), default=0) >> 20} | {result} |")


if __name__ == "__main__":
    sys.exit(main())
