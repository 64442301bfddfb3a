"""How much memory a command takes with all its descendants: peak_of(PID).stop() → bytes, the highest sum of their PSS seen."""

from __future__ import annotations

import threading
from pathlib import Path


class Peak:
    def __init__(self, root: int, every: float) -> None:
        self.root, self.every, self.most = root, every, 0
        self.done = threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()

    def watch(self) -> None:
        while not self.done.wait(self.every):
            self.most = max(self.most, sum(map(proportional, family(self.root))))

    def stop(self) -> int:
        self.done.set()
        self.thread.join()
        return self.most


def peak_of(pid: int, every: float = 0.05) -> Peak:
    return Peak(pid, every)


def family(root: int) -> list[int]:
    """A process and all that descend from it now."""
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        try:
            for task in Path(f"/proc/{pid}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except OSError:
            pass
    return found


def proportional(pid: int) -> int:
    """Shared pages count in shares (PSS); of a process that hides them, resident pages."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) << 10
    except OSError:
        pass
    return 0
