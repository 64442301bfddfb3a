"""PyMuPDF fills the AcroForm template and draws the values; fields stay fillable. Variant: std."""

import pymupdf
from job import Job

job = Job.given(__doc__, ("std",), ("each",))
with open(job.path("templates", "form-tight.pdf"), "rb") as file:
    template = file.read()
for number, person in enumerate(job.records()):
    document = pymupdf.open(stream=template, filetype="pdf")
    document.set_language("zh-Hans")
    for widget in document[0].widgets():
        if value := person[widget.field_name]:
            widget.field_value = "Yes" if value is True else value
            widget.update()
    document.save(job.file(number), deflate=True, garbage=1)
    document.close()
