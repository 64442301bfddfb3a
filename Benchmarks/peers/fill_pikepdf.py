"""pikepdf fills the AcroForm template; fields stay fillable.

Variants: drawn writes the appearance of each value itself (glyph numbers from the template's font); bare sets values
only and leaves the drawing to the viewer; drawn-gb2312 is drawn with a template whose font has all of GB 2312, as one
has that does not know its people.
"""

import io

import page
import pikepdf
from fontTools.ttLib import TTFont
from job import Job
from pikepdf import Dictionary, Name, Stream, String

job = Job.given(__doc__, ("drawn", "bare", "drawn-gb2312"), ("each",))
font_name = "gb2312" if job.variant == "drawn-gb2312" else "tight"
with open(job.path("templates", f"form-{font_name}.pdf"), "rb") as file:
    template = file.read()
values = {value.name: value for value in page.VALUES}
font = TTFont(job.font(font_name), lazy=True)
glyphs = {chr(code): f"{font.getGlyphID(name):04X}" for code, name in font.getBestCmap().items()}


def size_of(name):
    _, _, width, height = values[name].box
    return width - 2, height - 2


def appearance(name, words):
    value, (width, height) = values[name], size_of(name)
    content = [f"/Tx BMC q BT /CJK {value.size:g} Tf 0 g"]
    x = y = 0.0
    for line, at, down in page.place(words, (0, 0, width, height), value.size, value.align, pad=0.5):
        codes = "".join([glyphs.get(character, "0000") for character in line])
        content.append(f"{at - x:.2f} {height - down - y:.2f} Td <{codes}> Tj")
        x, y = at, height - down
    return " ".join([*content, "ET Q EMC"]).encode()


def fill(pdf, person, resources):
    for widget in pdf.pages[0].Annots:
        name = str(widget.T)
        value = person[name]
        if value is True:
            widget.V = widget.AS = Name.Yes
        elif value:
            widget.V = String(value)
            if resources is not None:
                drawn = Stream(
                    pdf, appearance(name, value), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, *size_of(name)],
                    Resources=resources)
                widget.AP = Dictionary(N=drawn)


for number, person in enumerate(job.records()):
    with pikepdf.open(io.BytesIO(template)) as pdf:
        form, resources = pdf.Root.AcroForm, None
        if job.variant == "bare":
            form.NeedAppearances = True
        else:
            resources = pdf.make_indirect(Dictionary(Font=Dictionary(CJK=form.DR.Font.CJK)))
        fill(pdf, person, resources)
        pdf.save(job.file(number), object_stream_mode=pikepdf.ObjectStreamMode.generate)
