"""Runs whole processes on one core and says what they cost."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass

from works import Contender


@dataclass(frozen=True)
class Cost:
    seconds: float  # of the processor: user and system, children too
    wall: float
    peak: int  # bytes, of the largest process; 0 where it was not measured
    size: int  # bytes of output


class Failed(Exception):
    """A contender that could not do its work; the reason in one line."""


class Bench:
    """Runs contenders on one core, their output in memory where there is a file system in memory."""

    def __init__(self, places: dict[str, str]) -> None:
        self._places = places
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self._folder = tempfile.mkdtemp(prefix="bench-peers-", dir=memory)
        self._core = max(os.sched_getaffinity(0))

    def close(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def cost(self, contender: Contender, count: int) -> Cost:
        """One run. Raises Failed when it did not end well."""
        out = os.path.join(self._folder, "out")
        os.mkdir(out)
        try:
            return self._run(contender, count, out)
        finally:
            shutil.rmtree(out)

    def _run(self, contender: Contender, count: int, out: str) -> Cost:
        command = [word.format(**self._places, count=count, out=out) for word in contender.command]
        with tempfile.TemporaryFile() as words, tempfile.TemporaryFile() as complaints:
            start = time.monotonic()
            try:
                process = subprocess.Popen(
                    command, stdin=subprocess.DEVNULL, stdout=words, stderr=complaints, cwd=out,
                    preexec_fn=lambda: os.sched_setaffinity(0, {self._core}))
            except OSError as error:
                raise Failed(str(error)) from error
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.monotonic() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            # 1 from our own command says that rows of the list were refused.
            if process.returncode not in ((0, 1) if contender.is_ours else (0,)):
                raise Failed(f"ended with {process.returncode}: {_last_line(complaints)}")
            if contender.measures_itself:
                words.seek(0)
                account = json.load(words)
                return Cost(account["seconds"], account["seconds"], 0, account["bytes"])
        size = _size(out)
        if size == 0 and out in " ".join(command):
            raise Failed("made nothing")
        return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024, size)


def median(costs: list[Cost]) -> Cost:
    """Middle processor and wall seconds; the highest peak."""
    return Cost(
        statistics.median(cost.seconds for cost in costs), statistics.median(cost.wall for cost in costs),
        max(cost.peak for cost in costs), costs[-1].size)


def _size(folder: str) -> int:
    """Bytes of documents; not of journals, manifests and lists of refused rows."""
    return sum(
        os.path.getsize(os.path.join(base, name)) for base, _, names in os.walk(folder) for name in names
        if name.endswith((".pdf", ".zip")))


def _last_line(file) -> str:
    file.seek(0)
    lines = file.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else "no word of why"
