"""What every peer's script is told: PEER.py VARIANT WORK COUNT PREPARED OUT.

WORK is each (one file for each person), merged (one file in all) or roster. PREPARED is the folder with people, fonts
and templates.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice


@dataclass(frozen=True)
class Job:
    variant: str
    work: str
    count: int
    prepared: str
    out: str

    @classmethod
    def given(
        cls, description: str | None, variants: Sequence[str], works: Sequence[str] = ("each", "merged", "roster"),
    ) -> Job:
        words = sys.argv[1:]
        if len(words) != 5 or words[0] not in variants or words[1] not in works or not words[2].isdigit():
            sys.exit(f"{description}\nVARIANT {'|'.join(variants)}, WORK {'|'.join(works)}, COUNT, PREPARED, OUT")
        os.makedirs(words[4], exist_ok=True)
        return cls(words[0], words[1], int(words[2]), words[3], words[4])

    def records(self) -> list[dict]:
        """The people, or the rows of the roster."""
        name = "roster.jsonl" if self.work == "roster" else "people.jsonl"
        with open(self.path(name), encoding="utf-8") as file:
            return [json.loads(line) for line in islice(file, self.count)]

    def path(self, *names: str) -> str:
        """A prepared file."""
        return os.path.join(self.prepared, *names)

    def font(self, name: str) -> str:
        return self.path("fonts", f"{name}.{'otf' if name == 'noto' else 'ttf'}")

    def file(self, number: int, ending: str = "pdf") -> str:
        return os.path.join(self.out, f"{number:06}.{ending}")

    def whole(self, ending: str = "pdf") -> str:
        return os.path.join(self.out, f"{self.work}.{ending}")
