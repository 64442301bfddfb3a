"""Reads a folder that is meant to harm: hostile_folder.py HANDOVER WORKDIR ISSUED

Values that are formulas, names that are formulas, markup, line breaks or turned around, links out of the folder and in circles, pipes, and files
that come, go and change while the folder is read. Afterwards: one answer for each file, nothing written but below the output folder, nothing
changed in the input folder, no formula, link or script in what was written. Exit code 1 when anything was not so.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pikepdf

FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "=HYPERLINK(\"http://example.invalid/\"&A1)", "=cmd|'/C calc'!A1", "|calc", "%0A=1", "＝1+1"]
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&]]>"
NAMES = [b"=cmd|'C calc'!A1.pdf", b"+1.pdf", b"@a.pdf", b"-a.pdf", b"line\nbreak.pdf", "\u202efdp.exe".encode(), b"\xff\xfe.pdf", b"<script>alert(1)<.pdf",
         "\u200b.pdf".encode(), b"tab\t=1.pdf", b"a" * 250 + b".pdf", b"..pdf", b"~$lock.pdf", b"quote\"'.pdf", b"\x1b[31m.pdf", b"%s%n.pdf"]


def main() -> int:
    handover, work, issued = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    shutil.rmtree(work, ignore_errors=True)
    folder, outside, out = work / "in", work / "outside", work / "out"
    folder.mkdir(parents=True)
    outside.mkdir()
    shutil.copy(issued, outside / "secret.pdf")
    for number, text in enumerate([*FORMULAS, MARKUP]):
        spoilt(issued, folder / f"value-{number}.pdf", text)
    for name in NAMES:
        shutil.copy(issued, os.fsencode(folder) + b"/" + name)
    for name, target in {"out": "../outside", "file.pdf": "../outside/secret.pdf", "loop": ".", "up": "../..", "passwd.pdf": "/etc/passwd",
                         "zero.pdf": "/dev/zero", "self.pdf": "self.pdf"}.items():
        (folder / name).symlink_to(target)
    os.mkfifo(folder / "pipe.pdf")
    before = state(work, but=out)
    changing = Changing(folder / "changing", issued)
    done = subprocess.run([handover, "read", folder, "--out", out, "--json", "--lang", "en"], capture_output=True, timeout=600)
    changing.stop()
    shutil.rmtree(folder / "changing")
    complaints = list(account(done, out)) + list(cells(out)) + list(report(out))
    complaints += [f"{name}: not as it was" for name, was in before.items() ^ state(work, but=out).items() if not name.startswith("in/changing")]
    print(f"{len(FORMULAS) + 1} values, {len(NAMES)} names, {changing.rounds} changes while it ran: {len(complaints)} complaints")
    print("\n".join(sorted(set(complaints))), file=sys.stderr)
    return 1 if complaints else 0


def spoilt(issued: Path, target: Path, text: str) -> None:
    """The text in every box that takes one."""
    with pikepdf.open(issued) as pdf:
        waiting = list(pdf.Root.AcroForm.Fields)
        while waiting:
            node = waiting.pop()
            waiting += list(node.get("/Kids", []))
            if "/V" in node and isinstance(node.V, pikepdf.String):
                node.V = pikepdf.String(text)
        pdf.Root.AcroForm.NeedAppearances = True
        pdf.save(target)


class Changing:
    """A folder in which files come, go, grow and turn into folders."""

    def __init__(self, folder: Path, issued: Path) -> None:
        self.folder, self.data, self.rounds, self.going = folder, issued.read_bytes(), 0, True
        folder.mkdir()
        self.thread = threading.Thread(target=self.change)
        self.thread.start()

    def change(self) -> None:
        while self.going:
            path = self.folder / f"{self.rounds % 7}.pdf"
            if path.is_dir():
                path.rmdir()
            elif path.exists() and self.rounds % 3 == 0:
                path.unlink()
            elif self.rounds % 5 == 0 and not path.exists():
                path.mkdir()
            else:
                path.write_bytes(self.data[: self.rounds * 997 % len(self.data)])
            self.rounds += 1
            time.sleep(0.002)

    def stop(self) -> None:
        self.going = False
        self.thread.join()


def state(folder: Path, but: Path) -> dict[str, str]:
    found = {}
    for root, folders, files in os.walk(os.fsencode(folder)):
        folders[:] = [name for name in folders if os.path.join(root, name) != os.fsencode(but)]
        for name in files + folders:
            path = os.path.join(root, name)
            known = os.lstat(path)
            found[os.fsdecode(os.path.relpath(path, os.fsencode(folder)))] = f"{known.st_mode} {known.st_size if os.path.isfile(path) else 0} {known.st_mtime_ns if os.path.isfile(path) else 0}"
    return found


def account(done: subprocess.CompletedProcess, out: Path):
    if done.returncode not in (0, 1):
        yield f"the command ended with {done.returncode}: {done.stderr.decode('utf-8', 'replace')[-300:]}"
    answers = [json.loads(line) for line in done.stdout.decode("utf-8").split("\n") if line.startswith("{")]
    files = [answer["file"] for answer in answers if "status" in answer]
    for file in {file for file in files if files.count(file) > 1}:
        yield f"{file!r} was answered {files.count(file)} times"
    expected = len(FORMULAS) + 1 + len([name for name in NAMES if not name.startswith((b"~$", b"."))])
    answered = [file for file in files if "/changing/" not in file]
    if len(answered) != expected:
        yield f"{len(answered)} answers for {expected} files"
    if any(name in file for file in files for name in ("passwd", "secret", "/loop/", "/up/", "/out/")):
        yield "a link was followed"


def cells(out: Path):
    """Cells are read from the XML itself, since libraries hide what they think of them."""
    for book in out.rglob("*.xlsx"):
        with zipfile.ZipFile(book) as package:
            for name in package.namelist():
                text = package.read(name).decode("utf-8", "replace")
                if name.startswith("xl/worksheets/") and "<f" in re.sub(r"<(format|filter|freeze|font|footer|firstFooter)", "", text):
                    yield f"{book.name}: a formula in {name}"
                if "<hyperlink" in text:
                    yield f"{book.name}: a link in {name}"
                if re.search(r"externalLink|TargetMode=\"External\"", text):
                    yield f"{book.name}: something from outside in {name}"


def report(out: Path):
    for path in out.rglob("*.html"):
        text = path.read_text("utf-8")
        if re.search(r"<script|<img[^>]+src=(?!\"data:image/png)|<iframe|<object|<link|javascript:|<[a-z]+[^>]*\son[a-z]+\s*=", text, re.I):
            yield f"{path.name}: markup of a value or name stands there as markup"
        if "\u202e" in text:
            yield f"{path.name}: a name turns the text around"
    for path in out.rglob("*.csv"):
        if any(cell[:1] in "=+-@\t\r" for line in path.read_text("utf-8").splitlines() for cell in line.split(",") if cell):
            yield f"{path.name}: a cell begins like a formula"


if __name__ == "__main__":
    sys.exit(main())
