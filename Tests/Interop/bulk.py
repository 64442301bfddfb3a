#!/usr/bin/env python3
"""Large runs, disturbed in every way: bulk.py [--count N] [--kills N] [--seed N]. `make bulk` calls it.

  - a run that is killed at random moments and begun again each time makes what an undisturbed run makes, byte for byte
  - one, two and five threads, and three shards joined, make the same bytes
  - a disk that is full ends a run with one clear sentence, and the next one goes on
  - a list with an error in every row ends with a bounded report

HANDOVER names another command than .build/release/handover. People are fictitious, from a seed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HANDOVER = os.environ.get("HANDOVER", f"{ROOT}/.build/release/handover")
failures = 0


def say(is_right: bool, sentence: str) -> None:
    global failures
    failures += not is_right
    print(f"{'ok    ' if is_right else 'WRONG '} {sentence}", flush=True)


def tree(folder: str) -> dict[str, str]:
    """The digest of every file below a folder, hidden ones too."""
    digests = {}
    for base, _, names in os.walk(folder):
        for name in names:
            with open(f"{base}/{name}", "rb") as file:
                path = os.path.relpath(f"{base}/{name}", folder)
                digests[path] = hashlib.sha256(file.read()).hexdigest()
    return digests


def differences(a: dict[str, str], b: dict[str, str]) -> str:
    missing, more = sorted(a.keys() - b.keys()), sorted(b.keys() - a.keys())
    other = sorted(name for name in a.keys() & b.keys() if a[name] != b[name])
    return f"missing {missing[:3]}, too many {more[:3]}, different {other[:3]}" if missing or more or other else ""


class Workshop:
    def __init__(self, folder: str, count: int) -> None:
        self.folder = folder
        self.list = f"{folder}/people.json"
        with open(self.list, "wb") as file:
            make = [sys.executable, f"{ROOT}/Tests/Interop/make_list.py", "--count", str(count)]
            subprocess.run(make, stdout=file, check=True)

    def command(self, out: str, *more: str) -> list[str]:
        base = [HANDOVER, "generate", "info-table", "--profile", "liaocheng", "--data", self.list, "--quiet"]
        return [*base, "--out", f"{self.folder}/{out}", *more]

    def run(self, out: str, *more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(self.command(out, *more), capture_output=True, text=True)

    def made(self, out: str, *more: str) -> dict[str, str]:
        done = self.run(out, *more)
        # 1 says that some rows were refused: among many people from a seed, some get the same ID number.
        if done.returncode not in (0, 1):
            say(False, f"{out} ended with {done.returncode}: {done.stderr[:300]}")
        return tree(f"{self.folder}/{out}")

    def remove(self, out: str) -> None:
        shutil.rmtree(f"{self.folder}/{out}", ignore_errors=True)


def killed(shop: Workshop, whole: dict[str, str], seconds: float, kills: int, chance: random.Random) -> None:
    for number in range(kills):
        process = subprocess.Popen(
            shop.command("killed"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        # Late kills are rare when much is done already, so moments are drawn from what one session takes.
        time.sleep(chance.uniform(0, seconds / kills * 3))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    there = len(tree(f"{shop.folder}/killed"))
    resumed = shop.made("killed")
    wrong = differences(whole, resumed)
    say(not wrong, f"a run killed at {kills} random moments ({there} files stood then) is finished by running it again {wrong}")
    shop.remove("killed")


def made(folder: str) -> list[str]:
    return os.listdir(folder) if os.path.isdir(folder) else []


def interrupted(shop: Workshop, whole: dict[str, str]) -> None:
    command = [word for word in shop.command("interrupted") if word != "--quiet"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    while process.poll() is None and len(made(f"{shop.folder}/interrupted")) < 300:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    output = process.communicate()[0]
    say(process.returncode == 130 and "中断" in output, "Ctrl-C ends a run cleanly, with a summary")
    wrong = differences(whole, shop.made("interrupted"))
    say(not wrong, f"an interrupted run is finished by running it again {wrong}")
    shop.remove("interrupted")


def divided(shop: Workshop, whole: dict[str, str]) -> None:
    for jobs in ("1", "2", "5"):
        wrong = differences(whole, shop.made("jobs", "--jobs", jobs))
        say(not wrong, f"--jobs {jobs} makes the same bytes {wrong}")
        shop.remove("jobs")
    for number in (1, 2, 3):
        shop.made("shards", "--shard", f"{number}/3")
    out = f"{shop.folder}/joined"
    subprocess.run([HANDOVER, "merge", f"{shop.folder}/shards", "--out", out, "--quiet"], check=True)
    joined = {name: digest for name, digest in tree(out).items()}
    wrong = differences({name: digest for name, digest in whole.items() if name != "rejected.xlsx"}, joined)
    say(not wrong, f"three shards joined make the same bytes {wrong}")
    shop.remove("shards")
    shop.remove("joined")
    for more in (["--for", "print"], []):
        for number in (1, 2, 3):
            shop.run("parts/all.pdf", "--merged", "--shard", f"{number}/3", *more)
        parts = [f"{shop.folder}/parts/all-{number}of3.part" for number in (1, 2, 3)]
        joined = subprocess.run([HANDOVER, "merge", *parts, "--out", f"{shop.folder}/parts/all.pdf", "--quiet"])
        shop.run("whole.pdf", "--merged", *more)
        with open(f"{shop.folder}/parts/all.pdf", "rb") as all, open(f"{shop.folder}/whole.pdf", "rb") as one:
            say(joined.returncode == 0 and all.read() == one.read(),
                f"three shards of one merged file {' '.join(more)} are joined into the same bytes")
        shop.remove("parts")
    for ending, more in (("pdf", ["--merged"]), ("pdf", ["--merged", "--for", "print"]), ("zip", [])):
        digests = set()
        for jobs in ("1", "2", "5"):
            shop.run(f"one.{ending}", *more, "--jobs", jobs)
            with open(f"{shop.folder}/one.{ending}", "rb") as file:
                digests.add(hashlib.file_digest(file, "sha256").hexdigest())
        say(len(digests) == 1, f"one {ending} {' '.join(more)} has the same bytes with one, two and five threads")


def full(shop: Workshop, whole: dict[str, str]) -> None:
    disk = f"{shop.folder}/disk"
    os.mkdir(disk)
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk]).returncode != 0:
        print("skipped: a disk that is full (only root may mount a small one)")
        return
    try:
        done = shop.run("disk/out")
        lines = done.stderr.strip().splitlines()
        say(done.returncode == 1 and 1 <= len(lines) <= 3 and "磁盘" in done.stderr,
            f"a full disk ends a run with one clear sentence: {lines[:1]}")
        subprocess.run(["mount", "-o", "remount,size=8g", disk], check=True)
        wrong = differences(whole, shop.made("disk/out"))
        say(not wrong, f"with room again, the next run goes on {wrong}")
    finally:
        subprocess.run(["umount", disk], check=True)


def faulty(folder: str, count: int) -> None:
    path = f"{folder}/faulty.csv"
    with open(path, "w", encoding="utf-8") as file:
        file.write("姓名,身份证号\n")
        file.writelines(f"张三,11020119500101000{number % 3}\n" for number in range(count))
    start = time.monotonic()
    process = subprocess.Popen(
        [HANDOVER, "check", path, "--profile", "liaocheng", "--rejected", f"{folder}/rejected.xlsx"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    output = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    lines = output.count("\n")
    say(os.waitstatus_to_exitcode(status) == 1 and lines < 400,
        f"{count} rows with an error each end with {lines} lines ({time.monotonic() - start:.1f} s, "
        f"{usage.ru_maxrss // 1024} MiB, {os.path.getsize(f'{folder}/rejected.xlsx')} bytes of refused rows)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--faulty", type=int, default=200000)
    options = parser.parse_args()
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    folder = tempfile.mkdtemp(dir=memory)
    try:
        shop = Workshop(folder, options.count)
        start = time.monotonic()
        whole = shop.made("whole")
        seconds = time.monotonic() - start
        papers = sum(name.endswith(".pdf") for name in whole)
        say(papers > options.count * 0.95, f"an undisturbed run makes {papers} files in {seconds:.1f} s")
        with open(f"{folder}/whole/manifest.jsonl", encoding="utf-8") as file:
            lines = [json.loads(line) for line in file][1:]
        say(
            {line["file"]: line["sha256"] for line in lines}
            == {name: digest for name, digest in whole.items() if name.endswith(".pdf")}, "its manifest names all of them")
        shop.remove("whole")
        killed(shop, whole, seconds, options.kills, random.Random(options.seed))
        interrupted(shop, whole)
        divided(shop, whole)
        full(shop, whole)
        faulty(folder, options.faulty)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
