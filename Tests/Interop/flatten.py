"""Flattens papers as viewers' printers do and reads them back: python flatten.py HANDOVER WORKDIR [FORM…]

Every form (or those named) is printed with sample values, once flat and once fillable; other programs take its fields,
attachments and metadata away, turn it and scale it; `handover read` must then say of each print what it says of the file that
still has everything. One line for each difference; exit code 1 when there is one.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)


def flattened(source: Path, target: Path) -> None:
    run("qpdf", "--generate-appearances", "--flatten-annotations=all", source, target)


def emptied(source: Path, target: Path, *options: str) -> None:
    run("qpdf", *options, "--empty", "--pages", source, "--", target)


WAYS = {
    "qpdf": lambda source, target: emptied(source, target),
    "qpdf-turned": lambda source, target: emptied(source, target, "--rotate=+90"),
    "cairo": lambda source, target: run("pdftocairo", "-pdf", source, target),
    "cairo-letter": lambda source, target: run("pdftocairo", "-pdf", "-paper", "letter", source, target),
    "ghostscript": lambda source, target: run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", f"-sOutputFile={target}", source),
    "ghostscript-scaled": lambda source, target: run(
        "gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-dFIXEDMEDIA", "-dPDFFitPage",
        "-dDEVICEWIDTHPOINTS=565", "-dDEVICEHEIGHTPOINTS=800", f"-sOutputFile={target}", source),
}


def records(handover: str, file: Path) -> list[dict] | None:
    """What `handover read` makes of a file; None when it refuses it."""
    out = file.with_suffix(".jsonl")
    run(handover, "read", file, "--out", out, "--quiet")
    if not out.exists():
        return None
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> int:
    handover, work, names = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
    work.mkdir(parents=True, exist_ok=True)
    run(handover, "template", "preview", *(names or ["--all"]), "--out", work / "originals", "--quiet")
    counts = {way: [0, 0] for way in WAYS}
    for original in sorted((work / "originals").glob("*.pdf")):
        expected = records(handover, original)
        plain = work / f"{original.stem}.plain.pdf"
        flattened(original, plain)
        for way, make in WAYS.items():
            target = work / f"{original.stem}.{way}.pdf"
            make(plain, target)
            found = records(handover, target)
            counts[way][1] += 1
            if found == expected:
                counts[way][0] += 1
            else:
                print(f"{original.stem}: differs by {way}", flush=True)
            target.unlink(missing_ok=True)
    for way, (equal, all_) in counts.items():
        print(f"{way}: {equal} of {all_} equal")
    return 0 if all(equal == all_ for equal, all_ in counts.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
