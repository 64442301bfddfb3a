"""Fills PDF forms as other people's programs do: python fill.py PROGRAM PLAN.json OUTDIR

The plan is a list of {"file": path, "values": {field name: text, true, false or export value}}. The filled
copies go to OUTDIR under their own names; the originals stay as they are. One line of JSON for each file says
how it went: {"file", "out", "error"}. `python fill.py --list` prints the programs.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from data_files import Button, fdf, pikepdf_fdf, xfdf, xfdf_flat
from fields import Field, fields
from fill_chromium import chromium
from fill_pdfium import pdfium
from fill_programs import (
    exported, java, pdfjs, pdftk_export, pdftk_fdf, pdftk_fdf_need, pdftk_xfdf, pikepdf_form, pikepdf_raw, poppler, pymupdf,
    pypdf_own, pypdf_regenerate, pypdfform)

Values = dict[str, str | bool]


def resolved(source: Path, values: Values) -> dict[str, str]:
    """The plan's values as each program needs them: a tick becomes the export value found in the file."""
    known = {field.name: field for field in fields(str(source))}
    result: dict[str, str] = {}
    for name, value in values.items():
        field = known.get(name)
        if field is None:
            raise ValueError(f"the plan names the field {name}, which {source.name} does not have")
        if field.kind in ("checkbox", "radio"):
            if value is True and len(field.states) != 1:
                raise ValueError(f"the plan ticks {name}, but it has the export values {field.states}: name one")
            chosen = field.states[0] if value is True else "" if value is False else value
            if chosen and chosen not in field.states:
                raise ValueError(f"{name} has the export values {field.states}, not {chosen}")
            result[name] = Button(chosen)
        else:
            result[name] = str(value)
    return result


PROGRAMS: dict[str, Callable[[Path, Path, dict[str, str]], None]] = {
    "pypdf": pypdf_own,
    "pypdf-regenerate": pypdf_regenerate,
    "pikepdf": pikepdf_raw,
    "pikepdf-form": pikepdf_form,
    "pymupdf": pymupdf,
    "pypdfform": pypdfform,
    "pdfbox": java("pdfbox"),
    "itext": java("itext"),
    "itext-font": java("itext-font"),
    "itext-append": java("itext-append"),
    "pdftk-fdf": pdftk_fdf,
    "pdftk-fdf-need": pdftk_fdf_need,
    "pdftk-xfdf": pdftk_xfdf,
    "pdfium": pdfium,
    "chromium": chromium,
    "pdfjs": pdfjs,
    "poppler": poppler,
}

# Those that return the form's data alone, and how the file is called.
DATA: dict[str, tuple[str, Callable[[Path, Path, dict[str, str]], None]]] = {
    "data-fdf": (".fdf", exported(fdf)),
    "data-xfdf": (".xfdf", exported(xfdf)),
    "data-xfdf-flat": (".xfdf", exported(xfdf_flat)),
    "data-pikepdf-fdf": (".fdf", exported(pikepdf_fdf)),
    "data-pdftk-fdf": (".fdf", pdftk_export),
    "data-pdfbox-fdf": (".fdf", java("pdfbox")),
    "data-pdfbox-xfdf": (".xfdf", java("pdfbox")),
}
PROGRAMS |= {name: fill for name, (_, fill) in DATA.items()}

# What a program cannot do is not asked of it: the box, and what it was to hold.
CANNOT: dict[str, Callable[[Field, str | bool], bool]] = {
    # Its check boxes are of one widget.
    "pikepdf-form": lambda field, value: field.kind == "checkbox" and field.widgets > 1,
    # It ticks check boxes of several widgets whatever it is told.
    "pypdfform": lambda field, value: field.kind == "checkbox" and (field.widgets > 1 or value is False),
    # It leaves a text as it was when told to empty it.
    "pymupdf": lambda field, value: value == "",
    # Typing loses tabs; and on Linux it cuts characters beyond U+FFFF to 16 bits, for which fill_pdfium.py has another way.
    "pdfium": lambda field, value: isinstance(value, str) and "\t" in value,
    "chromium": lambda field, value: field.kind == "text" and any(character == "\t" or character > "\uffff" for character in value),
}

# Of each form a program that takes seconds for every text it draws gets so many texts, by turns; buttons all.
SLOW: dict[str, int] = {"poppler": 6}

# What a program needs beside the virtual environment: a file that shows it is there, and its Debian package.
JAVA = [("/usr/share/java/pdfbox2.jar", "libpdfbox2-java"), ("/usr/share/java/itext5.jar", "libitext5-java"), ("/usr/bin/javac", "default-jdk-headless")]
PDFTK = [("/usr/bin/pdftk", "pdftk-java")]
NEEDS: dict[str, list[tuple[str, str]]] = {
    **dict.fromkeys(("pdfbox", "itext", "itext-font", "itext-append", "data-pdfbox-fdf", "data-pdfbox-xfdf"), JAVA),
    **dict.fromkeys(("pdftk-fdf", "pdftk-fdf-need", "pdftk-xfdf", "data-pdftk-fdf"), PDFTK),
    "chromium": [("/usr/bin/chromium", "chromium")],
    "pdfjs": [("/usr/share/nodejs/pdfjs-dist/build/pdf.js", "libjs-pdf"), ("/usr/bin/node", "nodejs")],
    "poppler": [("/usr/lib/python3/dist-packages/gi/__init__.py", "python3-gi"),
                ("/usr/lib/x86_64-linux-gnu/girepository-1.0/Poppler-0.18.typelib", "gir1.2-poppler-0.18")],
}


def missing(program: str) -> list[str]:
    """The Debian packages without which a program cannot be used here."""
    return [package for path, package in NEEDS.get(program, []) if not Path(path).exists()]


def fill(program: str, source: Path, target: Path, values: Values) -> str | None:
    """Fills one file; the answer is what went wrong, or None."""
    if missing(program):
        return f"not here: apt-get install {' '.join(missing(program))}"
    try:
        PROGRAMS[program](source, target, resolved(source, values))
    except Exception as problem:  # a failing program is a result here, not an end
        return f"{type(problem).__name__}: {problem}"
    return None


def main() -> int:
    if sys.argv[1:] == ["--list"]:
        for program in PROGRAMS:
            print(program + (f"  (not here: needs {', '.join(missing(program))})" if missing(program) else ""))
        return 0
    if len(sys.argv) != 4 or sys.argv[1] not in PROGRAMS:
        print(__doc__, file=sys.stderr)
        return 2
    program, plan, out = sys.argv[1], json.loads(Path(sys.argv[2]).read_text("utf-8")), Path(sys.argv[3])
    out.mkdir(parents=True, exist_ok=True)
    failed = 0
    for entry in plan:
        source = Path(entry["file"])
        target = out / (source.stem + DATA[program][0] if program in DATA else source.name)
        began = time.monotonic()
        error = fill(program, source, target, entry["values"])
        failed += error is not None
        print(json.dumps({"file": str(source), "out": str(target), "error": error, "seconds": round(time.monotonic() - began, 2)}, ensure_ascii=False), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
