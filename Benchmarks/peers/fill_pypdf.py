"""pypdf fills the AcroForm template and draws the values; fields stay fillable. Variant: std."""

import io

from job import Job
from pypdf import PdfReader, PdfWriter

job = Job.given(__doc__, ("std",), ("each",))
with open(job.path("templates", "form-tight.pdf"), "rb") as file:
    template = file.read()
for number, person in enumerate(job.records()):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(template)))
    states = {True: "/Yes", False: "/Off"}
    values = {key: states[value] if isinstance(value, bool) else value for key, value in person.items()}
    writer.update_page_form_field_values(writer.pages[0], values, auto_regenerate=False)
    with open(job.file(number), "wb") as file:
        writer.write(file)
