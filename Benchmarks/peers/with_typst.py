"""Typst through its Python binding, the compiler as a library. Variants: std; pdfa asks for PDF/A-2a.

Separate files reuse one compiler and hand the person over in a source made for each, the quickest of three ways tried.
"""

import json

import typst
from job import Job

job = Job.given(__doc__, ("std", "pdfa"))
records = job.records()
options = {"pdf_standards": "a-2a"} if job.variant == "pdfa" else {}
compiler = typst.Compiler(
    job.path("templates", f"{job.work}.typ"), root=job.path("templates"), font_paths=[job.path("fonts", "noto")],
    ignore_system_fonts=True)
if job.work == "each":
    with open(job.path("templates", "each.typ"), encoding="utf-8") as file:
        settings = file.read()
    for number, person in enumerate(records):
        data = json.dumps(json.dumps(person, ensure_ascii=False), ensure_ascii=False)
        source = f"{settings}#form(json(bytes({data})))\n".encode()
        with open(job.file(number), "wb") as file:
            file.write(compiler.compile(source, format="pdf", **options))
else:
    with open(job.path("templates", "records.json"), "w", encoding="utf-8") as file:
        json.dump(records, file, ensure_ascii=False)
    compiler.compile(output=job.whole(), format="pdf", **options)
