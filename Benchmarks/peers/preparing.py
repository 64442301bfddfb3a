"""An environment for the peers under .build/peers: Python packages, the Java class, people, fonts and templates."""

from __future__ import annotations

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BASE = os.path.join(ROOT, ".build", "peers")
PYTHON = os.path.join(BASE, "venv", "bin", "python")
PREPARED = os.path.join(BASE, "prepared")
CLASSES = os.path.join(BASE, "classes")
JARS = ("pdfbox2", "fontbox2", "commons-logging")


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def succeeds(*command: str) -> bool:
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=sys.stderr).returncode == 0


def prepare(count: int, lists: set[tuple[int, str]]) -> None:
    """Everything that is not measured. What cannot be had is said; the contenders that need it are skipped later."""
    os.makedirs(PREPARED, exist_ok=True)
    if not succeeds(os.path.join(ROOT, "scripts", "install-dependencies"), "--peers"):
        say("Not all Debian packages could be installed; the peers that need them are skipped.")
    _install_python()
    _compile_java()
    _make_people(count)
    for size, ending in sorted(lists):
        if not os.path.exists(os.path.join(PREPARED, f"list-{size}.{ending}")):
            tables = [] if ending == "jsonl" else ["--tables"]
            _make("our_list.py", str(size), PREPARED, *tables)


def class_path() -> str:
    """PDFBox as Debian installs it, and our class."""
    listing = subprocess.run(["dpkg", "-L", *(f"lib{jar}-java" for jar in JARS)], capture_output=True, text=True).stdout
    jars = [path for path in listing.splitlines() if os.path.basename(path) in {f"{jar}.jar" for jar in JARS}]
    return ":".join([*jars, CLASSES])


def _install_python() -> None:
    with open(os.path.join(HERE, "requirements.txt"), encoding="utf-8") as file:
        wanted = file.read()
    stamp = os.path.join(BASE, "installed.txt")
    if os.path.exists(stamp):
        with open(stamp, encoding="utf-8") as file:
            if file.read() == wanted:
                return
    say("Installing the peers' Python packages")
    if not os.path.exists(PYTHON):
        subprocess.run([sys.executable, "-m", "venv", os.path.join(BASE, "venv")], check=True)
    pip = (PYTHON, "-m", "pip", "install", "--quiet")
    if not succeeds(*pip, "--requirement", os.path.join(HERE, "requirements.txt")):
        for requirement in wanted.split():
            if not succeeds(*pip, requirement):
                say(f"{requirement} cannot be had; the peers that need it are skipped.")
    with open(stamp, "w", encoding="utf-8") as file:
        file.write(wanted)


def _compile_java() -> None:
    source, made = os.path.join(HERE, "FillWithPDFBox.java"), os.path.join(CLASSES, "FillWithPDFBox.class")
    if os.path.exists(made) and os.path.getmtime(made) > os.path.getmtime(source):
        return
    os.makedirs(CLASSES, exist_ok=True)
    try:
        subprocess.run(["javac", "-cp", class_path(), "-d", CLASSES, source], check=True)
    except (OSError, subprocess.CalledProcessError):
        say("PDFBox cannot be compiled for; it is skipped.")


def _make(script: str, *arguments: str) -> None:
    subprocess.run([PYTHON, os.path.join(HERE, script), *arguments], check=True, stderr=subprocess.DEVNULL)


def _make_people(count: int) -> None:
    """People, then fonts and templates, which hold the characters of these people; anew for another number of them."""
    made = os.path.join(PREPARED, f"made-{count}")
    newest = max(os.path.getmtime(os.path.join(HERE, name)) for name in os.listdir(HERE) if name.endswith(".py"))
    if os.path.exists(made) and os.path.getmtime(made) > newest:
        return
    say(f"Making {count:,} fictitious people, fonts and templates")
    for name in os.listdir(PREPARED):
        if name.startswith(("made-", "list-")):
            os.remove(os.path.join(PREPARED, name))
    _make("people.py", str(count), PREPARED)
    for script in ("fonts.py", "typst_templates.py", "pdf_template.py", "word_templates.py"):
        try:
            _make(script, PREPARED)
        except subprocess.CalledProcessError:
            say(f"{script} failed; the peers that need what it makes are skipped.")
    open(made, "w", encoding="utf-8").close()
