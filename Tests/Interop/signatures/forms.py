"""The form that is signed, and ways to write after its end by hand."""

import io
import re

import pikepdf
from pikepdf import Array, Dictionary, Name, String


def appearance(pdf, text, width=200, height=20):
    stream = pdf.make_stream(f"/Tx BMC q BT /Helv 12 Tf 2 5 Td ({text}) Tj ET Q EMC".encode())
    stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, Array([0, 0, width, height])
    stream.Resources = Dictionary(Font=Dictionary(Helv=pdf.Root.AcroForm.DR.Font.Helv))
    return stream


def form(locks=None, encrypt=False, extra_page_content=b"", tweak=None):
    """Two pages; fields `name` (empty), `city` (filled), `agree` (off), `s1` and `s2` (unsigned).

    Every indirect object gets a number, so that updates by hand can name it: see `numbers`."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for number in (1, 2):
        page = pdf.add_blank_page(page_size=(400, 300))
        page.Contents = pdf.make_stream(f"BT /F1 12 Tf 20 250 Td (Page {number}) Tj ET ".encode() + extra_page_content)
        page.Resources = Dictionary(Font=Dictionary(F1=font))
    page = pdf.pages[0].obj
    pdf.Root.AcroForm = pdf.make_indirect(
        Dictionary(Fields=Array([]), DA=String("/Helv 12 Tf 0 g"), DR=Dictionary(Font=Dictionary(Helv=font))))
    page.Annots = Array([])

    def add(name, kind, y, **entries):
        field = pdf.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name("/" + kind), T=String(name), F=4, P=page,
            Rect=Array([20, y, 220, y + 20]), **entries))
        pdf.Root.AcroForm.Fields.append(field)
        page.Annots.append(field)
        return field

    add("name", "Tx", 200, DA=String("/Helv 12 Tf 0 g"), AP=Dictionary(N=appearance(pdf, "")))
    add("city", "Tx", 170, DA=String("/Helv 12 Tf 0 g"), V=String("Jinan"), AP=Dictionary(N=appearance(pdf, "Jinan")))
    look = Dictionary(Yes=appearance(pdf, "X", 20), Off=appearance(pdf, "", 20))
    add("agree", "Btn", 140, V=Name.Off, AS=Name.Off, AP=Dictionary(N=look))
    for index, signature in enumerate(("s1", "s2")):
        field = add(signature, "Sig", 80 - 40 * index)
        if locks and signature in locks:
            field.Lock = pdf.make_indirect(locks[signature])
    if tweak:
        tweak(pdf)
    out = io.BytesIO()
    encryption = pikepdf.Encryption(owner="owner", user="", R=6) if encrypt else None
    pdf.save(
        out, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=not encrypt, encryption=encryption or False,
        linearize=False)
    return out.getvalue()


def numbers(data):
    """Object numbers of what the tests change."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = {str(field.T): field.objgen[0] for field in pdf.Root.AcroForm.Fields}
        found |= {f"page{index + 1}": page.obj.objgen[0] for index, page in enumerate(pdf.pages)}
        found |= {f"content{index + 1}": page.obj.Contents.objgen[0] for index, page in enumerate(pdf.pages)}
        found["root"] = pdf.Root.objgen[0]
        found["form"] = pdf.Root.AcroForm.objgen[0]
        found["pages"] = pdf.Root.Pages.objgen[0]
        found["font"] = pdf.Root.AcroForm.DR.Font.Helv.objgen[0]
        found["next"] = len(pdf.objects) + 20
        return found


def edited(data, change):
    """An update that a library writes: `change(pdf)` changes objects, those that differ are appended with a table."""
    with pikepdf.open(io.BytesIO(data)) as before, pikepdf.open(io.BytesIO(data)) as after:
        old = {o.objgen[0]: unparsed(o) for o in before.objects if isinstance(o, pikepdf.Object)}
        change(after)
        new = {o.objgen[0]: unparsed(o) for o in after.objects if isinstance(o, pikepdf.Object)}
    changed = {number: text for number, text in new.items() if old.get(number) != text}
    return update(data, changed)


def unparsed(value):
    if isinstance(value, pikepdf.Stream):
        raw = value.read_raw_bytes()
        return dictionary(value) + b"\nstream\n" + raw + b"\nendstream"
    return value.unparse(resolved=True)


def dictionary(stream):
    entries = Dictionary({key: item for key, item in stream.items() if key != "/Length"})
    return entries.unparse()[:-2] + b" /Length %d >>" % len(stream.read_raw_bytes())


def update(data, objects, prev=True, table=True, trailer=b"", root=None, startxref=None, comment=b""):
    """Appends objects by hand, with a table or without, leading back to the former one or not."""
    last = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    tail = data[last:]
    old_root = re.search(rb"/Root (\d+) 0 R", tail) or re.search(rb"/Root (\d+) 0 R", data)
    size = max([int(n) for n in re.findall(rb"/Size (\d+)", data)] + [max(objects, default=0) + 1])
    out = bytearray(data + b"\n" + comment)
    offsets = {}
    for number, body in sorted(objects.items()):
        offsets[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    if not table:
        return bytes(out)
    start = len(out)
    out += b"xref\n"
    if not offsets:
        out += b"0 1\n0000000000 65535 f \n"
    for number, offset in offsets.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, offset)
    info = b"".join(re.findall(rb"/ID ?\[[^\]]*\]", data)[-1:] + re.findall(rb"/Info \d+ 0 R", data)[-1:])
    encrypt = b"".join(re.findall(rb"/Encrypt \d+ 0 R", data)[-1:])
    out += b"trailer\n<</Size %d/Root %s 0 R" % (size, b"%d" % root if root else old_root.group(1)) + info + encrypt
    if prev:
        out += b"/Prev %d" % last
    out += trailer + b">>\nstartxref\n%d\n%%%%EOF\n" % (start if startxref is None else startxref)
    return bytes(out)
