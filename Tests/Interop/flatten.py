"""Prints papers to PDF as viewers and printers do, and reads the prints: python flatten.py HANDOVER WORKDIR [--way WAY]… FILE…

FILES are papers of ours as they went out or came back, flat or fillable. Each way takes their fields, attachments and metadata away;
`handover read` must then say of each print what it says of the file that still has everything, or why a person must look. A print
that is accepted with other values is wrong. One line for each file that is not equal, then a table; exit code 1 when any is wrong.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pymupdf
import pypdfium2
import pypdfium2.raw as pdfium


pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)


def run(*command: object) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, timeout=300)
    if done.returncode not in (0, 3):
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {(done.stderr or done.stdout)[-300:]}")


def emptied(source: Path, target: Path, *options: str) -> None:
    plain = target.with_suffix(".plain")
    run("qpdf", "--generate-appearances", "--flatten-annotations=all", source, plain)
    run("qpdf", *options, "--empty", "--pages", plain, "--", target)
    plain.unlink()


def ghostscript(source: Path, target: Path, *options: str) -> None:
    run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", *options, f"-sOutputFile={target}", source)


def through_postscript(source: Path, target: Path, *command: str) -> None:
    paper = target.with_suffix(".ps")
    run(*command, source, paper)
    run("ps2pdf", paper, target)
    paper.unlink()


def twice(source: Path, target: Path) -> None:
    first = target.with_suffix(".first")
    ghostscript(source, first)
    run("pdftocairo", "-pdf", first, target)
    first.unlink()


def baked(source: Path, target: Path) -> None:
    with pymupdf.open(source) as paper, pymupdf.open() as made:
        paper.bake()
        made.insert_pdf(paper)
        made.save(target)


def converted(source: Path, target: Path) -> None:
    with pymupdf.open(source) as paper:
        target.write_bytes(paper.convert_to_pdf())


def by_pdfium(source: Path, target: Path) -> None:
    paper = pypdfium2.PdfDocument(source)
    paper.init_forms()
    for page in paper:
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_PRINT)
    made = pypdfium2.PdfDocument.new()
    made.import_pages(paper)
    made.save(target)


def by_libreoffice(source: Path, target: Path) -> None:
    folder = target.with_suffix(".office")
    run("soffice", f"-env:UserInstallation=file://{target.parent.resolve()}/office-profile", "--headless", "--infilter=draw_pdf_import",
        "--convert-to", "pdf", "--outdir", folder, source)
    shutil.move(folder / source.name, target)
    folder.rmdir()


def by_cups(source: Path, target: Path) -> None:
    done = subprocess.run(["/usr/lib/cups/filter/pdftopdf", "1", "clerk", "paper", "1", "", str(source)], capture_output=True, check=True,
                          env={"PPD": "", "PATH": "/usr/bin:/bin"}, timeout=300)
    target.write_bytes(done.stdout)


WAYS = {
    "qpdf": emptied,
    "qpdf-turned": lambda source, target: emptied(source, target, "--rotate=+90"),
    "cairo": lambda source, target: run("pdftocairo", "-pdf", source, target),
    "cairo-letter": lambda source, target: run("pdftocairo", "-pdf", "-paper", "letter", source, target),
    "cairo-ps": lambda source, target: through_postscript(source, target, "pdftocairo", "-ps"),
    "ghostscript": ghostscript,
    "ghostscript-printer": lambda source, target: ghostscript(source, target, "-dPDFSETTINGS=/printer"),
    "ghostscript-scaled": lambda source, target: ghostscript(
        source, target, "-dFIXEDMEDIA", "-dPDFFitPage", "-dDEVICEWIDTHPOINTS=565", "-dDEVICEHEIGHTPOINTS=800"),
    "ghostscript-cairo": twice,
    "pdftops": lambda source, target: through_postscript(source, target, "pdftops"),
    "mupdf": converted,
    "mupdf-bake": baked,
    "mutool": lambda source, target: run("mutool", "convert", "-o", target, source),
    "pdfium": by_pdfium,
    "libreoffice": by_libreoffice,
    "cups": by_cups,
}


def answers(handover: str, folder: Path) -> dict[str, dict]:
    """What `handover read` makes of the files of a folder, by their names."""
    out = folder.with_suffix(".read")
    shutil.rmtree(out, ignore_errors=True)
    subprocess.run([handover, "read", folder, "--out", out, "--quiet"], capture_output=True, text=True, check=False)
    lines = (out / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    return {Path(answer["file"]).name: answer for answer in map(json.loads, lines)}


def values(answer: dict) -> list[dict[str, str]]:
    return [{value["box"]: value["text"] for value in paper["values"]} for paper in answer["papers"]]


def errors(answer: dict) -> set[str]:
    return {finding["code"] for finding in answer["findings"] if finding["severity"] == "error"}


def compared(print_: dict | None, original: dict) -> tuple[str, str]:
    """One word for what became of a print, and what a person would look at."""
    if print_ is None or print_["status"] == "refused":
        return "refused", (print_ or {}).get("reason") or "no answer"
    others = [f"{box}: {one.get(box)!r} became {other.get(box)!r}" for one, other in zip(values(original), values(print_))
              for box in sorted(one.keys() | other.keys()) if one.get(box) != other.get(box)]
    if len(values(original)) != len(values(print_)):
        others.append("another number of papers")
    new = errors(print_) - errors(original)
    if new:
        boxes = [f"{doubt['code']} {doubt['box']}" for doubt in print_["doubts"]]
        return "doubt", "; ".join([*sorted(new), *boxes[:4], *others[:4]])
    return ("wrong", "; ".join(others[:6])) if others else ("equal", "")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("handover")
    parser.add_argument("work", type=Path)
    parser.add_argument("--way", action="append", choices=list(WAYS))
    parser.add_argument("files", nargs="+", type=Path)
    arguments = parser.parse_args()
    originals = arguments.work / "originals"
    originals.mkdir(parents=True, exist_ok=True)
    for file in arguments.files:
        shutil.copy(file, originals / file.name)
    expected = answers(arguments.handover, originals)
    table: dict[str, Counter[str]] = {}
    for way in arguments.way or WAYS:
        folder = arguments.work / way
        folder.mkdir(exist_ok=True)
        failed = {}
        for original in sorted(originals.glob("*.pdf")):
            if (folder / original.name).exists():
                continue
            try:
                WAYS[way](original, folder / original.name)
            except (RuntimeError, OSError, subprocess.SubprocessError) as error:
                failed[original.name] = str(error)
        found = answers(arguments.handover, folder)
        table[way] = Counter()
        for name, original in sorted(expected.items()):
            word, why = ("not printed", failed[name]) if name in failed else compared(found.get(name), original)
            table[way][word] += 1
            if word != "equal":
                print(f"{way}: {name} {word}: {why}", flush=True)
        print(f"{way}: {dict(table[way])}", flush=True)
    words = ["equal", "doubt", "refused", "wrong", "not printed"]
    print("\n| printed by | " + " | ".join(words) + " |\n|---|" + "---|" * len(words))
    for way, counts in table.items():
        print(f"| {way} | " + " | ".join(str(counts[word]) for word in words) + " |")
    return 1 if any(counts["wrong"] for counts in table.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
