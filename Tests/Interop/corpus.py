"""Holds `handover inspect` against qpdf's own JSON over the PDF files of other projects' packages.

corpus.py HANDOVER [--cache FOLDER] [--table FILE] [--only DIGEST …]

corpus.txt lists the packages; the cache (~/.cache/handover-corpus) keeps their PDF files. Each field is compared by name, type, value,
options and page. A difference is *named* when a finding of `inspect` names that very field with a code that says why, or when it refuses the file
with a reason; otherwise it is *silent*. Prints the counts, writes them as a table for docs/intake.md, each difference as a
line of differences.jsonl beside the cache, and ends with exit code 1 when a difference is silent.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import qpdf_fields
from corpus_packages import collect

# What says of a field that this about it is not plain. A finding counts only if it names the very field: no general one excuses anything.
SAYS = {
    "value": {"values-differ", "state-differs", "value-of-other-type", "value-unreadable", "choice-by-label", "choice-indices-differ", "text-replaced"},
    "options": {"field-types-differ"},
    "page": set(),
    "missing in inspect": {"field-without-type", "field-too-deep", "field-name-too-long"},
    "missing in qpdf": {"field-types-differ"},
}
CHUNK = 40


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("handover", type=Path)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "handover-corpus")
    parser.add_argument("--table", type=Path, help="where to write the table")
    parser.add_argument("--only", nargs="*", default=[], help="digests, or how they begin")
    options = parser.parse_args()
    files = distinct(collect(options.cache))
    if options.only:
        files = {path: name for path, name in files.items() if path.name.startswith(tuple(options.only))}
    counts, lines = Counter(), []
    paths = list(files)
    chunks = [paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK)]
    with ThreadPoolExecutor(2) as pool:
        readings = pool.map(lambda path: reading(options.cache, path), paths)
        answers = pool.map(lambda chunk: inspect(options.handover, chunk), chunks)
        seen = {path: answer for part in answers for path, answer in part.items()}
        for path, form in zip(paths, readings):
            for difference in compare(form, seen[path], counts):
                lines.append({"file": str(path), "package": files[path]} | difference)
    (options.cache / "differences.jsonl").write_text(
        "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode("utf-8", "backslashreplace").decode(), "utf-8")
    text = table(counts, len(set(files.values())))
    print(text)
    if options.table:
        options.table.write_text(text + "\n", "utf-8")
    silent = [line for line in lines if not line["codes"]]
    for line in silent[:20]:
        print(f"silent: {Path(line['file']).name[:16]} ({line['package']}) {line['field']}: {line['what']}: "
              f"qpdf {short(line['qpdf'])}, inspect {short(line['inspect'])}", file=sys.stderr)
    if silent:
        print(f"{len(silent)} silent differences; all in {options.cache / 'differences.jsonl'}", file=sys.stderr)
    return 1 if silent else 0


def distinct(listed: list[tuple[str, Path]]) -> dict[Path, str]:
    """Each file once, whoever brings it first."""
    known, result = set(), {}
    for package, path in listed:
        if path.name not in known:
            known.add(path.name)
            result[path] = package
    return result


def reading(cache: Path, path: Path) -> qpdf_fields.Form:
    """What qpdf says does not change: it is kept beside the file, until the script that asks it changes."""
    kept = cache / "readings" / hashlib.sha256(Path(qpdf_fields.__file__).read_bytes()).hexdigest()[:12] / f"{path.stem}.pickle"
    if not kept.exists():
        form = qpdf_fields.read(path)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(form))
    return pickle.loads(kept.read_bytes())


def inspect(handover: Path, paths: list[Path]) -> dict[Path, dict]:
    done = subprocess.run([handover, "inspect", *map(str, paths), "--quiet", "--lang", "en"], capture_output=True, timeout=1800)
    answers = [json.loads(line) for line in done.stdout.decode("utf-8").split("\n") if line]
    if len(answers) != len(paths) or done.returncode not in (0, 1):
        said = done.stderr.decode("utf-8", "replace")[-300:]
        raise SystemExit(f"inspect gave {len(answers)} answers for {len(paths)} files, exit code {done.returncode}: {said}")
    return dict(zip(paths, answers))


def compare(form: qpdf_fields.Form, seen: dict, counts: Counter) -> Iterator[dict]:
    """Differences of one file; counts what it is of."""
    counts["files"] += 1
    codes = {finding["code"] for finding in seen["findings"]}
    if form.status != "ok" or seen["status"] != "ok":
        kind = f"qpdf {form.status}, inspect {seen['reason'] or 'ok'}"
        counts["unread", kind] += 1
        if agrees(form, seen):
            return
        # The reason of a refusal says what it is; what is read all the same must say that it was mended.
        own = {seen["reason"]} if seen["reason"] else codes & {"recovered"}
        yield named(counts, "status", None, form.status, seen["reason"] or "ok", own)
        return
    got: dict[tuple[str, str], dict] = {(field["name"], field["type"]): field for field in seen["fields"]}
    holds = bool(form.fields or got)
    counts["forms"] += holds
    counts["without fields"] += not holds
    for key, present in (("encrypted", form.encrypted), ("mended", form.mended), ("XFA", form.xfa), ("signed", bool(form.signed)),
                         ("outside", "fields-outside-form" in codes)):
        counts[key] += holds and present
    signed = sum(signature["verdict"] != "unsigned" for signature in seen["signatures"])
    counts["signatures"] += form.signed
    if signed != form.signed:
        yield named(counts, "signatures", None, form.signed, signed, set())
    wanted = {(field.name.encode("utf-8", "replace").decode("utf-8"), field.kind): field for field in form.fields}
    for key in wanted.keys() | got.keys():
        counts["fields"] += key in wanted
        for what, one, other, field in of_field(key, wanted.get(key), got.get(key)):
            own = {finding["code"] for finding in seen["findings"] if f"“{key[0]}”" in finding["message"]}
            yield named(counts, what, key[0], one, other, own & SAYS[what])
            break
        else:
            counts["equal"] += 1
            counts["equal", key[1]] += 1


def agrees(form: qpdf_fields.Form, seen: dict) -> bool:
    reason = seen["reason"] or "ok"
    return (form.status, reason) in {
        ("encrypted", "encrypted"), ("damaged", "damaged"), ("damaged", "not-a-pdf")} or (reason == "xfa-dynamic" and form.xfa)


def named(counts: Counter, what: str, field: str | None, one: object, other: object, own: set) -> dict:
    counts["differences", min(own) if own else "silent"] += 1
    return {"field": field, "what": what, "qpdf": one, "inspect": other, "codes": sorted(own)}


def of_field(key: tuple[str, str], wanted: qpdf_fields.Field | None, got: dict | None) -> Iterator[tuple]:
    if wanted is None or got is None:
        yield "missing in inspect" if got is None else "missing in qpdf", wanted and wanted.values, got and got["value"], key
        return
    if key[1] in ("text", "checkbox", "radio", "choice"):
        if len(wanted.values) != 1 or clean(wanted.values[0]) != clean(got["value"]):
            yield "value", wanted.values, got["value"], key
    options = [(option["export"], option["label"]) for option in got["options"]]
    if clean(wanted.options) != clean(options):
        yield "options", wanted.options, options, key
    if wanted.page != got["page"]:
        yield "page", wanted.page, got["page"], key


def clean(value: object) -> object:
    """Only what JSON cannot carry is made alike: half surrogates and bytes that are no UTF-8."""
    if isinstance(value, (list, tuple)):
        return [clean(part) for part in value]
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if isinstance(value, str) else value


def short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=True)
    return text if len(text) < 90 else text[:87] + "…"


def table(counts: Counter, packages: int) -> str:
    rows = [("packages", packages), ("PDF files, each once", counts["files"]), ("with fields", counts["forms"]),
            ("… encrypted, opening without a password", counts["encrypted"]), ("… damaged and mended", counts["mended"]),
            ("… with XFA", counts["XFA"]), ("… signed", counts["signed"]),
            ("… with widgets outside the field tree", counts["outside"]), ("without fields", counts["without fields"])]
    rows += [(f"not read: {key[1]}", count) for key, count in groups(counts, "unread")]
    rows += [("fields", counts["fields"]), ("… equal in name, type, value, options and page", counts["equal"])]
    rows += [(f"… … {key[1]}", count) for key, count in groups(counts, "equal")]
    rows += [("signatures", counts["signatures"])]
    rows += [(f"difference, said by `{key[1]}`", count) for key, count in groups(counts, "differences") if key[1] != "silent"]
    rows += [("differences that nothing says", counts["differences", "silent"])]
    return "\n".join(["| what | count |", "|---|---:|"] + [f"| {what} | {count:,} |" for what, count in rows])


def groups(counts: Counter, kind: str) -> list[tuple[tuple, int]]:
    return sorted((item for item in counts.items() if isinstance(item[0], tuple) and item[0][0] == kind), key=lambda item: -item[1])


if __name__ == "__main__":
    sys.exit(main())
