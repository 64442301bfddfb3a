"""Disturbs a Spark job once, in the middle: disturb.py kill|freeze JOB ROOT FOLDER COUNT.

Waits until FOLDER has COUNT papers. kill ends an executor by signal 9, as when a machine is lost. freeze halts one of
the commands until the job has ended without it, as when a machine lags behind, and then lets it go on. Only processes
below ROOT are touched, each by its own number. JOB is the process of the job.
"""

from __future__ import annotations

import os
import signal
import sys
import time

# A frozen command must not hang for ever where speculation does not help.
MOST_SECONDS = 300


def processes() -> dict[int, tuple[int, str]]:
    """Parent and command line of every process."""
    found = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                    parent = int(file.read().rpartition(")")[2].split()[1])
                with open(f"/proc/{name}/cmdline", encoding="utf-8", errors="replace") as file:
                    found[int(name)] = parent, file.read().replace("\0", " ")
            except OSError:
                continue  # it has ended
    return found


def below(root: int, word: str) -> list[int]:
    """Processes that a process has started, itself or through others, whose command line has a word."""
    every, chosen = processes(), []
    for process, (parent, line) in every.items():
        while parent not in (0, root) and parent in every:
            parent = every[parent][0]
        # Not the shell around a command, which has the whole command in its own line.
        if parent == root and word in line and not line.startswith("sh -c"):
            chosen.append(process)
    return sorted(chosen)


def is_running(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for_end(process: int) -> None:
    end = time.monotonic() + MOST_SECONDS
    while is_running(process) and time.monotonic() < end:
        time.sleep(0.1)


def papers(folder: str) -> int:
    try:
        return sum(name.endswith(".pdf") for name in os.listdir(folder))
    except FileNotFoundError:
        return 0


def main() -> None:
    how, job, root, folder, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], int(sys.argv[5])
    while papers(folder) < count:
        if not is_running(job):
            sys.exit("the job ended before it could be disturbed")
        time.sleep(0.05)
    victims = below(root, "CoarseGrainedExecutorBackend" if how == "kill" else "handover generate ")
    if not victims:
        sys.exit("nothing to disturb was found")
    stood = papers(folder)
    if how == "kill":
        os.kill(victims[0], signal.SIGKILL)
        print(f"       executor {victims[0]} was killed when {stood} papers stood", flush=True)
        return
    os.kill(victims[-1], signal.SIGSTOP)
    print(f"       command {victims[-1]} was halted when {stood} papers stood", flush=True)
    wait_for_end(job)
    if is_running(victims[-1]):
        os.kill(victims[-1], signal.SIGCONT)
        print("       the job has ended without it; it goes on now", flush=True)
        wait_for_end(victims[-1])


if __name__ == "__main__":
    main()
