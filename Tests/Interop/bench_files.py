"""The returned files of the bench: a tenth damaged or hostile, the others filled in, each by another person.

make(HANDOVER, WORK, FOLDER, COUNT, SEED) fills FOLDER and leaves truth.json beside it: for each file that was filled in the texts that
were written into it. Some hundreds are filled by other people's programs, in turn; the others by a short script as many write
them, in one of the ways that pikepdf saves a file: so making ten thousand takes minutes and not a day.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

import dictionary
import fill
import fill_programs
import hostile_files
import values
from fields import fields
from make_plan import plan

HERE = Path(__file__).resolve().parent
# Not PyMuPDF, which adds a whole Chinese font of 4 MB to each file, nor poppler with 19 MB.
FILLERS = ("pikepdf", "pikepdf-form", "pypdf", "pypdf-regenerate", "pypdfform", "pdfbox", "pdftk-fdf-need", "pdftk-xfdf", "pdfium", "pdfjs")
BY_PROGRAM = 33  # every such file
RETYPED = ("retiree.phone", "retiree.skills", "retiree.hobbies", "retiree.workUnit", "retiree.post")
LARGEST = 4 << 20  # many copies of a large file measure nothing but its size


def make(handover: Path, work: Path, folder: Path, count: int, seed: int, jobs: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    originals = issued(handover, work / "issued", count, seed)
    bad = count // 10
    todo = [(original, folder / f"r{number:06}.pdf", number, seed, number % BY_PROGRAM == 0) for number, original in enumerate(originals[: count - bad])]
    truth, failed = {}, []
    with ProcessPoolExecutor(jobs) as pool:
        for name, texts, error in pool.map(filled, todo, chunksize=50):
            truth[name] = texts
            failed += [error] if error else []
    if failed:
        print(f"{len(failed)} files were returned as issued: {failed[0]}", file=sys.stderr)
    spoil(originals[-50:], folder, bad, seed)
    shutil.rmtree(originals[0].parent)
    (folder.parent / f"{folder.name}-truth.json").write_text(json.dumps(truth, ensure_ascii=False), "utf-8")


def issued(handover: Path, folder: Path, count: int, seed: int) -> list[Path]:
    """A fillable table for each of so many people; some more are asked for, since by chance two may have one ID number and are left out."""
    shutil.rmtree(folder, ignore_errors=True)
    people = folder.with_suffix(".json")
    with people.open("w", encoding="utf-8") as output:
        subprocess.run([sys.executable, HERE / "make_list.py", "--count", str(count + count // 100 + 1), "--seed", str(seed)], stdout=output, check=True)
    done = subprocess.run([handover, "generate", "liaocheng/info-table", "--profile", "liaocheng", "--data", people, "--out", folder,
                           "--fillable", "--quiet"], stderr=subprocess.PIPE, text=True)
    originals = sorted(folder.glob("*.pdf"))
    if done.returncode not in (0, 1) or len(originals) < count:
        raise RuntimeError(done.stderr[-1000:])
    return originals[:count]


# Filled in


def filled(job: tuple[Path, Path, int, int, bool]) -> tuple[str, dict[str, str], str | None]:
    source, target, number, seed, by_program = job
    if not by_program:
        return target.name, retyped(source, target, Random(f"{seed} {number}")), None
    program = FILLERS[number // BY_PROGRAM % len(FILLERS)]
    wanted = plan(source, seed * 1_000_003 + number, share=0.2)["values"]
    error = fill.fill(program, source, target, wanted)
    if error:
        shutil.copy(source, target)
        return target.name, {}, f"{program}: {error}"
    texts = {field.name for field in fields(str(source)) if field.kind == "text"}
    return target.name, {name: value for name, value in wanted.items() if name in texts}, None


def retyped(source: Path, target: Path, chance: Random) -> dict[str, str]:
    """New texts in some boxes, to be drawn by whoever shows them, as scripts do that cannot draw."""
    import pikepdf

    written: dict[str, str] = {}
    with pikepdf.open(source) as pdf:
        form = pdf.Root.AcroForm
        for name, node in fill_programs.raw_nodes(form.Fields, ""):
            if name in RETYPED and (text := values.legal(dictionary.box(name), chance, None)):
                if len(text) > int(node.get("/MaxLen", 1 << 20)):
                    continue
                node.V = pikepdf.String(text)
                written[name] = text
                for widget in node.get("/Kids", [node]):
                    if "/AP" in widget:
                        del widget.AP
        form.NeedAppearances = True
        ways = ({}, {"object_stream_mode": pikepdf.ObjectStreamMode.generate}, {"linearize": True}, {"object_stream_mode": pikepdf.ObjectStreamMode.disable})
        pdf.save(target, deterministic_id=True, **chance.choice(ways))
    return written


# Spoilt


def spoilt(originals: list[Path], seed: int) -> Iterator[tuple[str, bytes, str]]:
    """Each kind once, then as many damaged ones as are wanted."""
    for name, data, _, kind in hostile_files.files(originals[:2], seed):
        yield name, data, kind
    chance = Random(seed)
    while True:
        for name, data, _, kind in hostile_files.damaged([chance.choice(originals).read_bytes()], chance):
            yield name, data, kind


def spoil(originals: list[Path], folder: Path, count: int, seed: int) -> None:
    made = 0
    for name, data, kind in spoilt(originals, seed):
        # A container is many files; each has its own test.
        if len(data) <= LARGEST and kind not in ("archives", "mail", "tables"):
            (folder / f"x{made:05}-{name}").write_bytes(data)
            made += 1
        if made == count:
            return
