"""Spoils returned files and reads them: spoilt.py HANDOVER WORKDIR FILE… [--count 40] [--seed 1]

FILE… are returned files that are accepted: PDF, FDF or XML. Of each, COUNT copies are cut off, COUNT have a stretch of zeroes, and COUNT have a
stretch twice; of FDF, whose words may vanish without a trace, they are cut only. A copy may be refused, go to review, or be accepted with the very same
records; accepted with others it is a complaint. Prints a table; exit code 1 when there was a complaint.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("handover", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    counts, complaints = Counter(), []
    for source in options.files:
        folder = options.work / source.name
        folder.mkdir(parents=True, exist_ok=True)
        copies = {source: "whole"}
        for kind, number, data in spoilt(source.read_bytes(), source.suffix, options.count, random.Random(options.seed)):
            copies[folder / f"{kind}-{number}{source.suffix}"] = kind
            (folder / f"{kind}-{number}{source.suffix}").write_bytes(data)
        answers = read(options.handover, list(copies), folder / "records.json")
        if answers[source] is None:
            complaints.append(f"{source}: it is not accepted as it is")
        for path, kind in copies.items():
            records = answers.get(path, "none")
            ending = "no answer" if records == "none" else "not accepted" if records is None else "same" if records == answers[source] else "other"
            counts[source.suffix, kind, ending] += 1
            if ending in ("no answer", "other"):
                complaints.append(f"{path}: {ending}")
    for (suffix, kind, ending), count in sorted(counts.items()):
        print(f"{suffix:6} {kind:8} {ending:14} {count}")
    print(f"{sum(counts.values())} files, {len(complaints)} complaints", *complaints, sep="\n")
    return 1 if complaints else 0


def spoilt(data: bytes, suffix: str, count: int, chance: random.Random):
    for number in range(count):
        yield "cut", number, data[: chance.randrange(1, len(data) * 99 // 100)]
        if suffix == ".fdf":
            continue
        start, length = chance.randrange(len(data)), chance.choice([64, 512, 4096])
        yield "zeroes", number, data[:start] + bytes(min(length, len(data) - start)) + data[start + length :]
        start, length = chance.randrange(len(data)), chance.choice([300, 2000])
        yield "twice", number, data[: start + length] + data[start:]


def read(handover: Path, paths: list[Path], target: Path) -> dict[Path, list | None]:
    """The records of each file that was accepted, as they were written; `None` for the others."""
    done = subprocess.run([handover, "read", *paths, "--json", "--out", target], capture_output=True, text=True, check=False)
    waiting = iter(json.loads(target.read_text("utf-8"))["records"])
    answers: dict[Path, list | None] = {}
    for line in map(json.loads, done.stdout.splitlines()):
        if "papers" in line:
            is_in = line["status"] == "accepted"
            answers[Path(line["file"])] = [next(waiting) for paper in line["papers"] if paper["accepted"]] if is_in else None
    return answers


if __name__ == "__main__":
    sys.exit(main())
