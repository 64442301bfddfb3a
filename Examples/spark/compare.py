"""Holds what Spark made against what one machine made: compare.py ALONE SPARK EVENTS PEOPLE REFUSED.

ALONE and SPARK are paths without ending: the folder of papers and, with .jsonl, the manifest. EVENTS is the folder of
the job's event log, PEOPLE the number of records in the list, REFUSED what handover check --json said of it. Exit code
1 when anything differs.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys

from print_province import refused_rows

wrong = 0


def say(is_right: bool, sentence: str) -> None:
    global wrong
    wrong += not is_right
    print(f"{'ok    ' if is_right else 'WRONG '} {sentence}", flush=True)


def lines(path: str) -> list[dict]:
    with open(f"{path}.jsonl", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def digests(folder: str) -> dict[str, str]:
    """The digest of every paper; parts of papers that a kill left behind would be seen here, too."""
    found = {}
    for name in os.listdir(folder):
        if not name.startswith((".handover", "rejected")) and name != "manifest.jsonl":
            with open(os.path.join(folder, name), "rb") as file:
                found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def events(folder: str) -> list[dict]:
    found = []
    for base, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(base, name), encoding="utf-8") as file:
                found += map(json.loads, file)
    return found


def tell(log: list[dict]) -> None:
    """What Spark went through."""
    ends = [event for event in log if event["Event"] == "SparkListenerTaskEnd"]
    lost = sum(event["Task End Reason"]["Reason"] == "ExecutorLostFailure" for event in ends)
    speculative = sum(event["Task Info"]["Speculative"] for event in ends)
    harmless = ("Success", "ExecutorLostFailure", "TaskKilled")
    failed = sum(event["Task End Reason"]["Reason"] not in harmless for event in ends)
    removed = sum(event["Event"] == "SparkListenerExecutorRemoved" for event in log)
    print(f"       {len(ends)} tasks ended; {removed} executors lost, and {lost} tasks with them; "
          f"{failed} tasks failed; {speculative} second attempts by speculation")


def main() -> None:
    alone, spark, log, people, checked = sys.argv[1:6]
    tell(events(log))
    made, manifest = digests(spark), lines(spark)
    accepted = sorted(set(range(1, int(people) + 1)) - refused_rows(checked))
    say([line["number"] for line in manifest] == accepted,
        f"the manifest has one line for each of {len(accepted)} people, in order, none twice and none missing")
    say({line["file"]: line["sha256"] for line in manifest} == made and len(made) == len(manifest),
        f"{len(made)} papers stand in the folder, the manifest names all of them and their digests are right")
    say(made == digests(alone), "their bytes are those of a run on one machine")
    say(manifest == lines(alone), "so are the lines of the manifest, keys and all")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
