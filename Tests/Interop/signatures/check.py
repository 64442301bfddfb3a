#!/usr/bin/env python3
"""Makes all cases, asks `handover inspect`, and holds its answers against `verdicts.tsv` and the verdicts that cases.py states.

    check.py HANDOVER FOLDER [--record] [--peers]

FOLDER takes the signed files. --record writes `verdicts.tsv` anew; --peers also shows what pyHanko and pdfsig say.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import authority  # noqa: E402
import cases  # noqa: E402

GOLDEN = Path(__file__).parent / "verdicts.tsv"
HEAD = "case\tfield\tverdict\tcoversWholeFile\tsigner\ttrusted\tchanges\treasons"


def ask(handover, paths, trust):
    """What `inspect` says of files, by their paths."""
    command = [handover, "inspect", "--lang", "en", *map(str, paths)] + (["--trust", str(trust)] if trust else [])
    out = subprocess.run(command, capture_output=True, text=True, timeout=600)
    answers = map(json.loads, out.stdout.splitlines())
    return {Path(answer["file"]).stem: answer for answer in answers}


def lines(name, answer):
    if answer["status"] != "ok":
        return [f"{name}\t-\t{answer['status']} {answer['reason']}\t\t\t\t\t"]
    found = []
    for s in answer["signatures"]:
        if s["verdict"] == "unsigned":
            assert s["coversWholeFile"] is None and not s["changes"] and not s["reasons"], name
            continue
        assert len(s["changes"]) == len(s["changeCodes"]) and len(s["reasons"]) == len(s["reasonCodes"]), name
        words = {True: "yes", False: "no", None: ""}
        found.append("\t".join([
            name, s["field"], s["verdict"], words[s["coversWholeFile"]], s["signer"] or "", words[s["trusted"]],
            " ".join(s["changeCodes"]), " ".join(s["reasonCodes"])]))
    return found or [f"{name}\t-\tunsigned\t\t\t\t\t"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("handover")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--peers", action="store_true")
    options = parser.parse_args()
    roots = {"root": authority.ROOT, "self": authority.self_signed()[0]}
    for label, cert in roots.items():
        (options.folder / f"trust-{label}").mkdir(parents=True, exist_ok=True)
        (options.folder / f"trust-{label}" / "root.pem").write_bytes(authority.pem(cert))
    table, wrong = [HEAD], []
    made = cases.all_cases()
    answers = {}
    for name, data, *_ in made:
        (options.folder / f"{name}.pdf").write_bytes(data)
    for asked in (None, *roots):
        paths = [options.folder / f"{name}.pdf" for name, _, _, trust, _ in made if trust == asked]
        answers |= ask(options.handover, paths, options.folder / f"trust-{asked}" if asked else None)
    for name, _, expected, _, _ in made:
        answer = answers[name]
        table += lines(name, answer)
        verdicts = {s["field"]: s["verdict"] for s in answer["signatures"]}
        for field, verdict in expected.items():
            if verdicts.get(field) != verdict:
                wrong.append(f"{name}: {field} is {verdicts.get(field)}, must be {verdict}")
        if options.peers:
            from peers import opinions
            print(name, verdicts, *opinions(options.folder / f"{name}.pdf"), sep="\t", flush=True)
    text = "\n".join(table) + "\n"
    if options.record:
        GOLDEN.write_text(text)
    elif text != GOLDEN.read_text():
        import difflib
        wrong += difflib.unified_diff(GOLDEN.read_text().splitlines(), table, "golden", "now", lineterm="", n=0)
    print(f"{len(table) - 1} signatures in {len(cases.CASES)} files, {len(wrong)} complaints")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
