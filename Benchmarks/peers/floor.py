"""What it costs to compress and write the bytes of these pages, and nothing else: floor.py - WORK COUNT PREPARED OUT.

WORK is merged, each, zip, fillable or roster. Page contents and font subsets are made first, untimed: glyph numbers of
the cut TrueType font as hexadecimal strings, positions relative, the unchanging part not in them. Then, in the median
of five passes by the process's clock: contents (and for separate files one font subset each) are deflated by
libdeflate at level 6 and written. Prints JSON: the pages or rows, processor seconds, bytes.
"""

from __future__ import annotations

import io
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from itertools import accumulate

import deflate
import page
import roster
from fontTools import subset
from fontTools.ttLib import TTFont
from job import Job

PASSES = 5
# Subsets are slow to make, so some are used again and again.
SUBSETS = 20
# What a fillable file has beside contents and font: fields and their appearances, to the size that is aimed at.
FILLABLE_BYTES = 40_000

job = Job.given(__doc__, ("-",), ("merged", "each", "zip", "fillable", "roster"))
font_path = job.font("tight")
font = TTFont(font_path, lazy=True)
glyphs = {chr(code): f"{font.getGlyphID(name):04X}" for code, name in font.getBestCmap().items()}


def number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def shown(lines: list[tuple[str, float, float, float]], height: float) -> str:
    """Lines of text, each with x, baseline and size, as a content stream."""
    parts, left, down, size = ["BT"], 0.0, 0.0, None
    for words, x, y, line_size in lines:
        x, y = round(x, 1), round(height - y, 1)
        if line_size != size:
            size = line_size
            parts.append(f"/F {size:g} Tf")
        codes = "".join(glyphs.get(character, "0000") for character in words)
        parts.append(f"{number(x - left)} {number(y - down)} Td<{codes}>Tj")
        left, down = x, y
    return " ".join([*parts, "ET"])


def page_content(person: dict) -> bytes:
    lines = [
        (line, x, y, value.size) for value in page.VALUES if person[value.name]
        for line, x, y in page.place(person[value.name], value.box, value.size, value.align)]
    ticks = ""
    for tick in page.TICKS:
        if person[tick.name]:
            points = [f"{number(x)} {number(page.HEIGHT - y)}" for x, y in tick.mark]
            ticks += f" {points[0]} m {points[1]} l {points[2]} l"
    return f"/S Do {shown(lines, page.HEIGHT)}{ticks} S".encode()


def roster_contents(rows: list[dict]) -> list[bytes]:
    """A content for each page."""
    edges = list(accumulate(roster.COLUMNS, initial=roster.MARGIN))
    pages, lines, y = [], [], roster.MARGIN + 24.0
    for row in rows:
        cells = [page.wrap(row[key], width - 4, roster.SIZE) for key, width in zip(roster.KEYS, roster.COLUMNS)]
        height = max(16, 10 * max(map(len, cells)) + 2)
        if y + height > roster.HEIGHT - roster.MARGIN:
            pages.append(shown(lines, roster.HEIGHT).encode())
            lines, y = [], roster.MARGIN + 24.0
        for x, width, cell in zip(edges, roster.COLUMNS, cells):
            for position, words in enumerate(cell):
                start = x + (width - page.width(words, roster.SIZE)) / 2
                lines.append((words, start, y + 8 + 10 * position, roster.SIZE))
        y += height
    return [*pages, shown(lines, roster.HEIGHT).encode()]


def font_subset(person: dict) -> bytes:
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True)
    options.drop_tables += ["GSUB", "GPOS", "GDEF"]
    cut = subset.load_font(font_path, options)
    subsetter = subset.Subsetter(options)
    words = [value for value in person.values() if isinstance(value, str)] + [text.text for text in page.TEXTS]
    subsetter.populate(unicodes=[ord(character) for character in set("".join(words))])
    subsetter.subset(cut)
    buffer = io.BytesIO()
    cut.save(buffer)
    return buffer.getvalue()


def compressed(contents: bytes) -> bytes:
    return bytes(deflate.zlib_compress(contents, 6))


def in_one(files: list[list[bytes]]) -> int:
    with open(job.whole("bin"), "wb", buffering=1 << 20) as file:
        for parts in files:
            for part in parts:
                file.write(compressed(part))
        return file.tell()


def in_many(files: list[list[bytes]]) -> int:
    total, least = 0, FILLABLE_BYTES if job.work == "fillable" else 0
    for position, parts in enumerate(files):
        body = b"".join(map(compressed, parts)).ljust(least, b"\0")
        descriptor = os.open(job.file(position, "bin"), os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o644)
        total += os.write(descriptor, body)
        os.close(descriptor)
    return total


def empty_out() -> None:
    for name in os.listdir(job.out):
        os.remove(os.path.join(job.out, name))


def median(work: Callable[[], int]) -> tuple[float, int]:
    """Processor seconds and bytes. Each pass makes its files anew."""
    seconds, size = [], 0
    for _ in range(PASSES):
        empty_out()
        start = time.process_time()
        size = work()
        seconds.append(time.process_time() - start)
    empty_out()
    return statistics.median(seconds), size


def main() -> None:
    records = job.records()
    if job.work == "roster":
        files = [[content] for content in roster_contents(records)]
    else:
        files = [[page_content(person)] for person in records]
    if job.work in ("each", "zip", "fillable"):
        subsets = [font_subset(person) for person in records[:SUBSETS]]
        for position, parts in enumerate(files):
            parts.append(subsets[position % len(subsets)])
    work = in_many if job.work in ("each", "fillable") else in_one
    seconds, size = median(lambda: work(files))
    json.dump({"units": len(records), "seconds": seconds, "bytes": size}, sys.stdout)


if __name__ == "__main__":
    main()
