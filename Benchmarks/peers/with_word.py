"""docxtpl (a Word template, Jinja), then LibreOffice Writer to PDF: one office process for all files.

Variants: pdf; pdfa asks for PDF/A-2b.
"""

import os
import subprocess

from docxtpl import DocxTemplate
from job import Job

job = Job.given(__doc__, ("pdf", "pdfa"))
records = job.records()
made = []


def render(template, values, path):
    document = DocxTemplate(job.path("templates", f"{template}.docx"))
    document.render(values, autoescape=True)
    document.save(path)
    made.append(path)


if job.work == "each":
    for number, person in enumerate(records):
        render("each", {"p": person}, job.file(number, "docx"))
else:
    render(job.work, {"records": records}, job.whole("docx"))
level = ':writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}' if job.variant == "pdfa" else ""
profile = f"-env:UserInstallation=file://{os.path.abspath(job.path('office'))}"
subprocess.run(
    ["soffice", profile, "--headless", "--convert-to", f"pdf{level}", "--outdir", job.out, *made], check=True,
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
for path in made:
    os.remove(path)
