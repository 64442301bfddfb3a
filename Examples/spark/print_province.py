"""Prints a form for everyone of a province, on all machines of an Apache Spark cluster.

    spark-submit print_province.py --data province.jsonl --out /shared/papers --run henan-2026 --manifest manifest.jsonl

DATA has a record on each line (JSON Lines) and is where all machines can read it, OUT is a folder that all can write.
Each partition of the list is piped through one `handover generate`, and what that prints on its output, a line for
each file, comes back: sorted, it is the manifest. A record gets its number in the whole list before the list is
divided. The number names the file and, with the name of the run, gives the key on the paper, so that a task which is
repeated makes the same bytes under the same names, on whichever machine.

What is printed must have been checked: duplicates in two partitions are not seen by processes that have one each.
CHECKED is what `handover check DATA --json` said of the whole list; rows that it refused are left out here.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import sys
from collections.abc import Iterable

from pyspark import SparkConf, SparkContext

# The command ends with 1 when records were refused and when it could not go on, and only in the first case does it come to
# its account. Everything else but 0 (wrong usage, a signal) is a failure, too, after which Spark tries again. A part
# without records is no fault, though it would be one of a list.
SHARE = r"""
IFS= read -r first || exit 0
notes=$(mktemp) || exit 3
{ printf '%s\n' "$first"; cat; } | "$@" 2>"$notes"
code=$?
cat "$notes" >&2
if [ "$code" -eq 1 ] && grep -Eq '^[0-9,]+ papers, .* files; [0-9,]+ failed' "$notes"; then code=0; fi
rm -f "$notes"
exit "$code"
"""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="the list, JSON Lines")
    parser.add_argument("--checked", help="what handover check --json said of it")
    parser.add_argument("--out", required=True, help="the folder for the papers")
    parser.add_argument("--run", required=True, help="the name of the run: the same name, the same papers")
    parser.add_argument("--manifest", required=True, help="the manifest, one line for each file")
    parser.add_argument("--form", default="info-table")
    parser.add_argument("--profile", default="liaocheng")
    parser.add_argument("--partitions", type=int, default=64, help="some hundred to some thousand people each are good")
    parser.add_argument("--handover", default="handover", help="the command, as each machine finds it")
    return parser.parse_args()


def refused_rows(path: str | None) -> set[int]:
    """Numbers of the records with errors."""
    if path is None:
        return set()
    with open(path, encoding="utf-8") as file:
        findings = map(json.loads, file)
        return {finding["row"] for finding in findings if finding["severity"] == "error" and "row" in finding}


def numbered(line: str, number: int) -> str:
    """The record with its number. What is no object stays as it is: the command refuses it and says why."""
    before, brace, rest = line.lstrip("\ufeff").partition("{")
    if before.strip() or not brace:
        return line
    comma = "" if rest.lstrip().startswith("}") else ", "
    return f'{{"@number": {number}{comma}{rest}'


def print_all(context: SparkContext, chosen: argparse.Namespace) -> tuple[dict[int, str], list[int]]:
    """The lines of the manifest by number, in the order of the list, and the numbers that have none."""
    refused = context.broadcast(refused_rows(chosen.checked))
    records = context.textFile(chosen.data, chosen.partitions).filter(str.strip).zipWithIndex()
    people = records.map(lambda pair: (pair[0], pair[1] + 1)).filter(lambda pair: pair[1] not in refused.value)
    generate = [
        chosen.handover, "generate", chosen.form, "--profile", chosen.profile, "--data", "-", "--jsonl",
        "--out", chosen.out, "--run", chosen.run, "--jobs", "1", "--lang", "en"]
    command = shlex.join(["sh", "-c", SHARE, "share", *generate])
    # A piped process has this environment and no other.
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "HANDOVER_HOME") if name in os.environ}
    lines = people.map(lambda pair: numbered(*pair)).pipe(command, environment, checkCode=True)
    # Sorted here and not by Spark, which would run every task twice to learn how the numbers are spread.
    printed = dict(sorted((json.loads(line)["number"], line) for line in lines.collect()))
    return printed, [number for number in people.values().collect() if number not in printed]


def write_whole(path: str, lines: Iterable[str]) -> None:
    """The manifest appears whole or not at all."""
    with open(f"{path}.part", "w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
    os.replace(f"{path}.part", path)


def main() -> None:
    chosen = arguments()
    # A machine that lags behind is helped by a second attempt on another one; both make the same files.
    settings = SparkConf().setAppName(f"handover {chosen.run}").setIfMissing("spark.speculation", "true")
    context = SparkContext(conf=settings)
    try:
        printed, missing = print_all(context, chosen)
    finally:
        context.stop()
    write_whole(chosen.manifest, printed.values())
    print(f"{len(printed)} files; {chosen.manifest}", file=sys.stderr)
    if missing:
        some = ", ".join(map(str, missing[:20])) + (", …" if len(missing) > 20 else "")
        sys.exit(f"{len(missing)} people have no paper, see what the executors said of them: {some}")


if __name__ == "__main__":
    main()
