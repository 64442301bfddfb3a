"""Holds our PDFs against other people's tools: check_files.py FOLDER [--limit KB] [--twins FOLDER] [--flavours 3b,ua1]

For every PDF under FOLDER: `qpdf --check` is silent about faults, every font that `pdffonts` lists is embedded with a
ToUnicode, the file is below the limit; and, where asked for:
  --twins FOLDER     holds the fillable file of the same name: every value in its fields must come out of `pdftotext`
                     of the flat one, to the last character (blanks and line breaks aside, since boxes wrap)
  --flavours 3b,ua1  veraPDF must pass it
Prints a table and each complaint; exit code 1 if there is any.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from fields import fields

HERE = Path(__file__).resolve().parent


def output(*command: object) -> tuple[int, str]:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, errors="replace", timeout=600)
    return done.returncode, done.stdout + done.stderr


def qpdf(path: Path) -> Iterator[str]:
    code, said = output("qpdf", "--check", path)
    if code:
        yield f"qpdf --check ended with {code}: {' / '.join(said.strip().splitlines()[-3:])}"


def fonts(path: Path) -> Iterator[str]:
    """The columns from the right: object number and generation, ToUnicode, subset, embedded."""
    code, said = output("pdffonts", path)
    lines = said.splitlines()[2:]
    if code or not lines:
        yield f"pdffonts lists no fonts: {said.strip()[:200]}"
    for line in lines:
        embedded, _, unicode = line.split()[-5:-2]
        if embedded != "yes" or unicode != "yes":
            yield f"font {line.split()[0]}: embedded {embedded}, ToUnicode {unicode}"


def size(path: Path, limit: int | None) -> Iterator[str]:
    if limit and path.stat().st_size > limit * 1024:
        yield f"{path.stat().st_size / 1024:.1f} KB, more than {limit}"


def text(path: Path, twin: Path) -> Iterator[str]:
    if not twin.exists():
        yield f"no fillable file {twin} to compare the text with"
        return
    _, shown = output("pdftotext", "-raw", "-enc", "UTF-8", path, "-")
    shown = "".join(shown.split())
    for field in fields(str(twin)):
        if field.kind == "text" and isinstance(field.value, str) and "".join(field.value.split()) not in shown:
            yield f"pdftotext does not give the value of {field.name}: {field.value!r}"


def validate(paths: list[Path], flavours: str) -> dict[Path, list[str]]:
    """The validator starts once for all files: what it says of each beside PASS."""
    done = subprocess.run(
        [HERE / "verapdf" / "verapdf", flavours, "-"], input="\n".join(map(str, paths)), capture_output=True, text=True)
    faults: dict[Path, list[str]] = {path: [] for path in paths}
    passed: dict[Path, int] = dict.fromkeys(paths, 0)
    current: Path | None = None
    for line in done.stdout.splitlines():
        current = next((path for path in paths if line.endswith(" " + str(path))), current)
        if line.startswith("PASS"):
            passed[current] += 1
        elif current is not None:
            faults[current].append("veraPDF: " + line.removesuffix(str(current)).strip()[:200])
    for path in paths:
        if not faults[path] and passed[path] != len(flavours.split(",")):
            faults[path].append(f"veraPDF gave no answer: {done.stderr.strip()[-300:]}")
    return faults


def together(failed: dict[Path, list[str]]) -> dict[str, list[str]]:
    """Each complaint once, with the names of the files that share it."""
    result: dict[str, list[str]] = {}
    for path, faults in failed.items():
        for fault in faults:
            result.setdefault(fault, []).append(path.name)
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, metavar="KB")
    parser.add_argument("--twins", type=Path, metavar="FOLDER")
    parser.add_argument("--flavours")
    options = parser.parse_args()
    paths = sorted(options.folder.rglob("*.pdf"))
    if not paths:
        print(f"no PDF files under {options.folder}", file=sys.stderr)
        return 1
    found: dict[str, dict[Path, list[str]]] = {
        "qpdf": {path: list(qpdf(path)) for path in paths},
        "fonts": {path: list(fonts(path)) for path in paths},
    }
    if options.limit:
        found["size"] = {path: list(size(path, options.limit)) for path in paths}
    if options.twins:
        found["text"] = {path: list(text(path, options.twins / path.relative_to(options.folder))) for path in paths}
    if options.flavours:
        found["verapdf " + options.flavours] = validate(paths, options.flavours)
    bad = 0
    print(f"{options.folder}: {len(paths)} files, {max(path.stat().st_size for path in paths) / 1024:.1f} KB at most")
    for check, answers in found.items():
        failed = {path: faults for path, faults in answers.items() if faults}
        bad += len(failed)
        print(f"  {check:<18}{len(paths) - len(failed):>6} passed{len(failed):>6} failed")
        for fault, names in together(failed).items():
            others = f" (and {len(names) - 1} more)" if len(names) > 1 else ""
            print(f"    {names[0]}{others}: {fault}", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
