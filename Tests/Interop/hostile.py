"""Gives the command files that nobody should send: hostile.py HANDOVER WORKDIR [--seed 1] [--kinds KIND …] ISSUED…

ISSUED are fillable files of ours, to be spoilt. Every file must get one answer, one of those that are acceptable for it, within ten
seconds; no run may crash, take more than 1 GiB with its readers, or write anything outside WORKDIR. Beside the files of
hostile_files.py there are things that are no files (a directory, a pipe, a dangling link) and names that hurt (line breaks, bytes that are no
UTF-8, very long ones). Prints a table by kind; exit code 1 when anything was not so.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import hostile_files
from memory import peak_of

SECONDS, MEMORY = 10, 1 << 30
ANSWERS = 10_000 + 3  # files of a container, and a word of each archive around one that was not read to its end
SLACK = 2.0  # starting the command, and a busy machine


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("handover", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("issued", nargs="+", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", nargs="*", help="only these kinds")
    options = parser.parse_args()
    folder = options.work / "in"
    shutil.rmtree(options.work, ignore_errors=True)
    folder.mkdir(parents=True)
    cases: list[tuple[bytes, set[str], str]] = []
    for name, data, acceptable, kind in hostile_files.files(options.issued, options.seed):
        if not options.kinds or kind in options.kinds:
            (folder / name).write_bytes(data)
            cases.append((os.fsencode(folder / name), acceptable, kind))
    cases += odd_names(folder, options.issued[0])
    counts, complaints = Counter(), []
    together = [case for case in cases if case[2] not in ("odd names", "no files")]
    judged = at_once(options.handover, [path for path, _, _ in together])
    judged |= {path: one(options.handover, path) for path, _, kind in cases if kind in ("odd names", "no files")}
    for path, acceptable, kind in cases:
        answer, complaint = judged[path]
        counts[kind, "files"] += 1
        counts[kind, answer] += 1
        if complaint is None and "*" not in acceptable and not set(answer.split("+")) <= acceptable:
            complaint = f"answered {answer}, which is none of {', '.join(sorted(acceptable))}"
        if complaint:
            complaints.append(f"{os.fsdecode(path)} ({kind}): {complaint}")
    if judged.get(b"", ("", None))[1]:
        complaints.append(f"the whole run: {judged[b''][1]}")
    for escaped in ("/tmp/outside.pdf", "/tmp/absolute.pdf", str(options.work.parent / "outside.pdf")):
        if os.path.exists(escaped):
            complaints.append(f"{escaped} was written")
    for kind in sorted({kind for kind, _ in counts}):
        answers = ", ".join(f"{answer} {count}" for (of, answer), count in sorted(counts.items()) if of == kind and answer != "files")
        print(f"{kind:<26}{counts[kind, 'files']:>5}  {answers}")
    print(f"{sum(count for (_, what), count in counts.items() if what == 'files')} files, {len(complaints)} complaints")
    print("\n".join(complaints), file=sys.stderr)
    return 1 if complaints else 0


def odd_names(folder: Path, issued: Path) -> list[tuple[bytes, set[str], str]]:
    root, data = os.fsencode(folder), issued.read_bytes()
    good = {"accepted", "review"}
    cases = []
    for name in (b"line\nbreak.pdf", b"\xff\xfe\x80.pdf", "很长".encode() * 40 + b".pdf", b"-rf.pdf", b" .pdf", b"%s%n.pdf", b"a\x1b[31m.pdf", b"x.PDF", b"none"):
        path = root + b"/" + name
        with open(path, "wb") as file:
            file.write(data)
        cases.append((path, good | ({"file-unreadable"} if name.startswith(b"\xff") else set()), "odd names"))
    os.mkdir(root + b"/folder.pdf")
    os.mkfifo(root + b"/pipe.pdf")
    os.symlink(b"nowhere", root + b"/dangling.pdf")
    os.symlink(b"loop.pdf", root + b"/loop.pdf")
    for name in (b"folder.pdf", b"pipe.pdf", b"dangling.pdf", b"loop.pdf", b"absent.pdf"):
        cases.append((root + b"/" + name, {"not-a-file", "missing", "file-unreadable", "none"}, "no files"))
    cases.append((b"/dev/zero", {"not-a-file", "file-unreadable"}, "no files"))
    return cases


def at_once(handover: Path, paths: list[bytes]) -> dict[bytes, tuple[str, str | None]]:
    """All files in one run: the answers of each, and how long nothing was said before the first of them. `b""` stands for the run."""
    # Line by line, so that each answer is seen when it is given.
    process = subprocess.Popen(["stdbuf", "-oL", handover, "read", *paths, "--json", "--lang", "en", "--jobs", "1"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    peak, last = peak_of(process.pid), time.monotonic()
    said: dict[str, set[str]] = {}
    number: Counter[str] = Counter()
    waited: dict[str, float] = {}
    for line in process.stdout:
        answer = json.loads(line) if line.startswith(b"{") else {}
        if "status" not in answer:
            continue
        file, now = answer["file"].split("!")[0], time.monotonic()
        said.setdefault(file, set()).add(word(answer))
        number[file] += 1
        waited.setdefault(file, now - last)
        last = now
    process.wait()
    most, result = peak.stop(), {}
    for path in paths:
        name = os.fsdecode(path)
        slow = waited.get(name, 0) > SECONDS + SLACK
        result[path] = ("+".join(sorted(said.get(name, {"none"}))[:4]),
                        "no answer" if name not in said else f"{waited[name]:.1f} s" if slow
                        else f"{number[name]} answers" if number[name] > ANSWERS else None)
    ended = f"ended with {process.returncode}" if process.returncode not in (0, 1) else None
    return result | {b"": ("", ended or (f"{most >> 20} MiB" if most > MEMORY else None))}


def one(handover: Path, path: bytes) -> tuple[str, str | None]:
    """The answer for one file: `none` for an empty folder, several joined for a container."""
    began = time.monotonic()
    process = subprocess.Popen([handover, "read", path, "--json", "--lang", "en"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    peak = peak_of(process.pid)
    try:
        said, wrong = process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return "hung", "not done after 60 s"
    seconds, most = time.monotonic() - began, peak.stop()
    answers = [json.loads(line) for line in said.decode("utf-8").split("\n") if line.startswith("{")]
    answers = [answer for answer in answers if "status" in answer]
    words = sorted({word(answer) for answer in answers}) or ["none"]
    answer = "+".join(words[:4])
    if process.returncode not in (0, 1, 2):
        return answer, f"ended with {process.returncode}: {wrong.decode('utf-8', 'replace')[-300:]}"
    if not answers and not os.path.isdir(path):
        return answer, f"no answer: {wrong.decode('utf-8', 'replace')[-300:]}"
    if most > MEMORY:
        return answer, f"{most >> 20} MiB"
    if seconds > SECONDS + SLACK:
        return answer, f"{seconds:.1f} s"
    return answer, None


def word(answer: dict) -> str:
    return answer["status"] if answer["status"] in ("accepted", "review") else answer.get("reason") or answer["status"]


if __name__ == "__main__":
    sys.exit(main())
