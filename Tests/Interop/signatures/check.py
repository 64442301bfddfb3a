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


def ask(handover, path, trust):
    command = [handover, "inspect", "--lang", "en", str(path)] + (["--trust", str(trust)] if trust else [])
    out = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return json.loads(out.stdout)


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
    for name, data, expected, trust, _ in cases.all_cases():
        path = options.folder / f"{name}.pdf"
        path.write_bytes(data)
        answer = ask(options.handover, path, options.folder / f"trust-{trust}" if trust else None)
        table += lines(name, answer)
        verdicts = {s["field"]: s["verdict"] for s in answer["signatures"]}
        for field, verdict in expected.items():
            if verdicts.get(field) != verdict:
                wrong.append(f"{name}: {field} is {verdicts.get(field)}, must be {verdict}")
        if options.peers:
            from peers import opinions
            print(name, verdicts, *opinions(path), sep="\t", flush=True)
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
