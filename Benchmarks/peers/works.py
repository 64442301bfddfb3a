"""What is measured: for each work ours, the peers that can do it, and the floor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Contender:
    """One line of the table. Words in braces of the command are filled in when it is run."""

    peer: str
    words: str
    command: tuple[str, ...]
    count: int
    quick: int = 0  # with --quick; 0: left out there
    measures_itself: bool = False

    @property
    def is_ours(self) -> bool:
        return self.peer == "handover"


@dataclass(frozen=True)
class Work:
    key: str
    title: str
    unit: str
    contenders: Sequence[Contender]


def ours(words: str, arguments: str, count: int, quick: int) -> Contender:
    form, *more = arguments.split()
    data = ("--profile", "liaocheng", "--data", "{prepared}/list-{count}.jsonl", "--quiet", "--jobs", "1")
    return Contender("handover", f"**Handover**, {words}", ("{handover}", "generate", form, *data, *more), count, quick)


def reading(words: str, ending: str, count: int, quick: int) -> Contender:
    command = ("{handover}", "check", f"{{prepared}}/list-{{count}}.{ending}", "--profile", "liaocheng", "--quiet")
    return Contender("handover", f"**Handover**, {words}", (*command, "--jobs", "1"), count, quick)


def peer(words: str, work: str, script: str, variant: str, count: int, quick: int = 0) -> Contender:
    name = script.partition("_")[2]
    arguments = (variant, work, "{count}", "{prepared}", "{out}")
    return Contender(name, words, ("{python}", f"{{here}}/{script}.py", *arguments), count, quick)


def pdfbox(count: int, quick: int) -> Contender:
    java = ("java", "-cp", "{classes}", "FillWithPDFBox")
    return Contender("pdfbox", "PDFBox 2", (*java, "std", "each", "{count}", "{prepared}", "{out}"), count, quick)


def reader(name: str, ending: str, count: int, quick: int) -> Contender:
    command = ("{python}", "{here}/read_list.py", name, f"{{prepared}}/list-{{count}}.{ending}")
    return Contender(name, f"{name}, reading alone", command, count, quick)


def floor(words: str, work: str, count: int, quick: int) -> Contender:
    command = ("{python}", "{here}/floor.py", "-", work, "{count}", "{prepared}", "{out}")
    return Contender("floor", f"*floor*: {words}", command, count, quick, measures_itself=True)


WORKS = [
    Work("merged", "flat tables, one file in all", "page", [
        ours("for print", "info-table --out {out}/all.pdf --merged --for print", 50_000, 2_000),
        ours("for keeping (PDF/A-3b, PDF/UA-1)", "info-table --out {out}/all.pdf --merged", 20_000, 1_000),
        peer("cairo, fixed part recorded", "merged", "with_cairo", "recorded", 10_000, 500),
        peer("ReportLab, fixed part a form XObject", "merged", "with_reportlab", "xobject", 10_000, 500),
        peer("cairo", "merged", "with_cairo", "toy", 5_000),
        peer("fpdf2", "merged", "with_fpdf2", "std", 5_000),
        peer("ReportLab", "merged", "with_reportlab", "std", 5_000),
        peer("cairo and Pango", "merged", "with_cairo", "pango", 3_000),
        peer("Typst", "merged", "with_typst", "std", 2_000, 200),
        peer("PyMuPDF", "merged", "with_pymupdf", "std", 1_000),
        peer("docxtpl, LibreOffice", "merged", "with_word", "pdf", 500),
        peer("WeasyPrint", "merged", "with_weasyprint", "std", 200),
        floor("deflating the values alone", "merged", 10_000, 1_000),
    ]),
    Work("each", "flat tables, one file each", "file", [
        ours("for print", "info-table --out {out}/each --for print", 10_000, 500),
        ours("for keeping (PDF/A-3b, PDF/UA-1)", "info-table --out {out}/each", 10_000, 500),
        peer("ReportLab, font cut beforehand", "each", "with_reportlab", "tight", 2_000, 100),
        peer("ReportLab", "each", "with_reportlab", "std", 2_000),
        peer("Typst", "each", "with_typst", "std", 1_000, 100),
        peer("Typst, PDF/A-2a", "each", "with_typst", "pdfa", 500),
        peer("cairo", "each", "with_cairo", "toy", 1_000, 50),
        peer("cairo and Pango", "each", "with_cairo", "pango", 500),
        peer("PyMuPDF, font cut beforehand", "each", "with_pymupdf", "tight", 500),
        peer("fpdf2, font cut beforehand", "each", "with_fpdf2", "tight", 100),
        peer("docxtpl, LibreOffice", "each", "with_word", "pdf", 200),
        peer("docxtpl, LibreOffice, PDF/A-2b", "each", "with_word", "pdfa", 100),
        peer("WeasyPrint", "each", "with_weasyprint", "std", 50, 5),
        peer("WeasyPrint, PDF/A-3a", "each", "with_weasyprint", "pdfa", 50),
        floor("deflating values and a font subset, a file for each", "each", 5_000, 500),
    ]),
    Work("zip", "flat tables into one ZIP", "file", [
        ours("for print", "info-table --out {out}/all.zip --for print", 10_000, 500),
        ours("for keeping (PDF/A-3b, PDF/UA-1)", "info-table --out {out}/all.zip", 10_000, 500),
        floor("deflating values and a font subset, one file", "zip", 5_000, 500),
    ]),
    Work("fillable", "fillable tables with drawn values, one file each", "file", [
        ours("PDF/A-3b, PDF/UA-1", "info-table --out {out}/each --fillable", 10_000, 500),
        peer("pikepdf, drawn by the script", "each", "fill_pikepdf", "drawn", 3_000, 200),
        peer("pikepdf, font of all GB 2312", "each", "fill_pikepdf", "drawn-gb2312", 500),
        peer("pikepdf, values not drawn", "each", "fill_pikepdf", "bare", 3_000),
        pdfbox(2_000, 100),
        peer("PyMuPDF", "each", "fill_pymupdf", "std", 300),
        peer("pypdf", "each", "fill_pypdf", "std", 30, 5),
        floor("deflating values and a font subset, 40 KB for each", "fillable", 5_000, 500),
    ]),
    Work("roster", "roster, one file", "row", [
        ours("for print", "archive-roster --out {out}/roster.pdf --for print", 100_000, 5_000),
        ours("for keeping (PDF/A-3b, PDF/UA-1)", "archive-roster --out {out}/roster.pdf", 100_000, 5_000),
        peer("cairo", "roster", "with_cairo", "toy", 100_000, 2_000),
        peer("cairo and Pango", "roster", "with_cairo", "pango", 30_000),
        peer("Typst", "roster", "with_typst", "std", 20_000, 500),
        peer("PyMuPDF", "roster", "with_pymupdf", "std", 10_000),
        peer("ReportLab", "roster", "with_reportlab", "std", 5_000, 500),
        peer("fpdf2", "roster", "with_fpdf2", "std", 5_000),
        peer("docxtpl, LibreOffice", "roster", "with_word", "pdf", 1_000),
        peer("WeasyPrint", "roster", "with_weasyprint", "std", 1_000),
        floor("deflating the rows alone", "roster", 100_000, 5_000),
    ]),
    Work("csv", "list of people, CSV", "row", [
        reading("read and checked", "csv", 100_000, 5_000),
        reader("csv", "csv", 100_000, 5_000),
        reader("pandas", "csv", 100_000, 5_000),
    ]),
    Work("xlsx", "list of people, XLSX", "row", [
        reading("read and checked", "xlsx", 100_000, 2_000),
        reader("openpyxl", "xlsx", 20_000, 2_000),
        reader("pandas", "xlsx", 20_000, 2_000),
    ]),
]

# One paper from a cold start of the command; the figures are milliseconds.
COLD_STARTS = [
    ours("for print", "info-table --out {out}/all.pdf --merged --for print", 1, 1),
    ours("for keeping", "info-table --out {out}/all.pdf --merged", 1, 1),
    peer("Typst", "merged", "with_typst", "std", 1, 1),
    peer("ReportLab, font cut beforehand", "each", "with_reportlab", "tight", 1, 1),
    peer("pikepdf, filling", "each", "fill_pikepdf", "drawn", 1, 1),
    peer("cairo", "each", "with_cairo", "toy", 1),
    pdfbox(1, 1),
    peer("fpdf2", "merged", "with_fpdf2", "std", 1),
    peer("WeasyPrint", "each", "with_weasyprint", "std", 1),
    peer("docxtpl, LibreOffice", "each", "with_word", "pdf", 1),
]

PEERS = sorted({each.peer for work in WORKS for each in work.contenders} - {"handover", "floor"})
