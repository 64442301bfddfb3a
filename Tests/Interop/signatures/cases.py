"""All the cases, honest and tampered: name, file, the verdict that each signature must get, and how it is asked.

The verdicts stand here by hand; `verdicts.tsv` holds what Handover says besides (changes, reasons), line by line.
"""

import io
import re

import pikepdf
from pikepdf import Array, Dictionary, Name, String

import authority
from forms import appearance, edited, form, numbers, unparsed, update
from signing import CADES, document_timestamp, new_field, sign, signer, with_field, with_store

INTACT, CHANGED, BROKEN, UNSURE, NONE = "intact", "changed-after-signing", "broken", "unverifiable", "unsigned"
CASES = []


def case(name, data, expected, trust=None, password=None):
    """- expected: the verdict of `s1`, or of several fields by name."""
    if isinstance(expected, str):
        expected = {"s1": expected}
    CASES.append((name, data, expected, trust, password))


def named(pdf, name):
    return next(field for field in pdf.Root.AcroForm.Fields if str(field.T) == name)


def fill(name, value):
    def change(pdf):
        field = named(pdf, name)
        if str(field.FT) == "/Btn":
            field.V = field.AS = Name("/" + value)
        else:
            field.V = String(value)
            field.AP = Dictionary(N=appearance(pdf, value))
    return change


def look(name, text):
    def change(pdf):
        named(pdf, name).AP = Dictionary(N=appearance(pdf, text))
    return change


def annotate(pdf, subtype="FreeText"):
    page = pdf.pages[0].obj
    page.Annots.append(pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name("/" + subtype), Rect=Array([0, 0, 400, 300]), F=4, Contents=String("x"),
        AP=Dictionary(N=appearance(pdf, "covering", 400, 300)))))


def add_page(pdf):
    pdf.add_blank_page(page_size=(400, 300))


def content(pdf):
    pdf.pages[0].obj.Contents = pdf.make_stream(b"BT /F1 12 Tf 20 250 Td (Another page) Tj ET")


def content_in_place(pdf):
    pdf.pages[0].obj.Contents.write(b"BT /F1 12 Tf 20 250 Td (Another text) Tj ET")


def catalog(**entries):
    def change(pdf):
        for key, value in entries.items():
            pdf.Root[Name("/" + key)] = value
    return change


def on(data, *changes):
    for change in changes:
        data = edited(data, change)
    return data


def hole(data, which=0):
    """Start and end of a signature's hex string, brackets and all, and where its `/ByteRange` stands."""
    found = list(re.finditer(rb"/ByteRange ?\[([^\]]*)\]", data))[which]
    numbers = [int(n) for n in found[1].split()]
    return numbers[1], numbers[2], found


def with_range(data, text, which=0):
    """Another byte range, of the same length, so that no offset moves."""
    _, _, found = hole(data, which)
    old = found[0]
    new = b"/ByteRange " + text
    assert len(new) <= len(old), (new, old)
    return data[:found.start()] + new.ljust(len(old)) + data[found.end():]


def patched(data, old, new):
    assert len(old) == len(new) and old in data
    return data.replace(old, new, 1)


def honest():
    plain = form()
    case("unsigned", plain, {"s1": NONE, "s2": NONE})
    signed = sign(plain)
    case("approval", signed, {"s1": INTACT, "s2": NONE})
    case("approval-trusted", signed, INTACT, trust="root")
    case("approval-trusted-in-person", sign(plain, kind="self"), INTACT, trust="self")
    case("self-signed", sign(plain, kind="self"), INTACT)
    case("self-signed-untrusted", sign(plain, kind="self"), UNSURE, trust="root")
    case("stranger", sign(plain, kind="stranger"), INTACT)
    case("stranger-untrusted", sign(plain, kind="stranger"), UNSURE, trust="root")
    case("chain-incomplete", sign(plain, by=signer("rsa", chain=False)), UNSURE, trust="root")
    case("expired", sign(plain, kind="expired"), INTACT)
    case("expired-untrusted", sign(plain, kind="expired"), UNSURE, trust="root")
    case("expired-later-only", sign(plain, kind="expired", time="2011-06-01 08:00:00"), INTACT, trust="root")
    case("pades", sign(plain, **CADES), INTACT, trust="root")
    case("pades-stamped", sign(plain, stamped=True, **CADES), INTACT, trust="root")
    case("pss", sign(plain, by=signer("rsa", prefer_pss=True)), INTACT, trust="root")
    case("ecdsa", sign(plain, kind="ecdsa"), INTACT, trust="root")
    case("ed25519", sign(plain, kind="ed25519", md_algorithm="sha512"), INTACT, trust="root")
    case("sha1", sign(plain, md_algorithm="sha1"), INTACT)
    case("sha384", sign(plain, md_algorithm="sha384"), INTACT)
    case("encrypted", sign(form(encrypt=True), password=b"owner"), INTACT)
    case("two-signers", sign(signed, "s2", "second"), {"s1": INTACT, "s2": INTACT}, trust="root")
    case("second-in-new-field", sign(signed, "s3", "second", spec=new_field("s3")), {"s1": INTACT, "s3": INTACT})
    case("second-invisible", sign(signed, "s3", "second", spec=new_field("s3", box=None)), {"s1": INTACT, "s3": INTACT})
    case("document-timestamp", document_timestamp(signed), {"s1": INTACT, "stamp": INTACT}, trust="root")
    case("long-term", document_timestamp(with_store(signed)), {"s1": INTACT, "stamp": INTACT}, trust="root")
    case("white-space-after", signed + b"\r\n\n  \n", INTACT)
    case("rubbish-after", signed + b"\0\0rubbish from a scanner", INTACT)
    case("startxref-again", signed + b"\nstartxref\n%d\n%%%%EOF\n" % int(
        re.findall(rb"startxref\s+(\d+)", signed)[-1]), INTACT)


def filled():
    plain = form()
    signed = sign(plain)
    case("filled-empty", on(signed, fill("name", "Zhang")), INTACT)
    case("filled-box", on(signed, fill("agree", "Yes")), INTACT)
    case("changed-filled", on(signed, fill("city", "Beijing")), CHANGED)
    case("filled-twice", on(signed, fill("name", "Zhang"), fill("name", "Li")), INTACT)
    case("filled-between-signers", sign(on(signed, fill("name", "Zhang")), "s2", "second"), {"s1": INTACT, "s2": INTACT})
    case("changed-after-second", on(sign(on(signed, fill("name", "Zhang")), "s2", "second"), fill("name", "Li")),
         {"s1": INTACT, "s2": CHANGED})
    for level, filling, changing, annotating in (
            (1, CHANGED, CHANGED, CHANGED), (2, INTACT, INTACT, CHANGED), (3, INTACT, INTACT, INTACT)):
        certified = sign(plain, level=level)
        case(f"certified-{level}", certified, INTACT)
        case(f"certified-{level}-filled", on(certified, fill("name", "Zhang")), filling)
        case(f"certified-{level}-changed", on(certified, fill("city", "Beijing")), changing)
        case(f"certified-{level}-annotated", on(certified, annotate), annotating)
        case(f"certified-{level}-page-added", on(certified, add_page), CHANGED)
        case(f"certified-{level}-stamped", document_timestamp(certified), {"s1": INTACT, "stamp": INTACT})
        case(f"certified-{level}-stored", with_store(certified), INTACT)
        case(f"certified-{level}-signed", raw_second(certified), {"s1": filling, "s2": INTACT})
    for action, fields, name, city in (
            ("All", None, CHANGED, CHANGED), ("Include", ["name"], CHANGED, CHANGED),
            ("Include", ["city"], INTACT, CHANGED), ("Exclude", ["name"], INTACT, CHANGED)):
        lock = Dictionary(Type=Name.SigFieldLock, Action=Name("/" + action))
        if fields:
            lock.Fields = Array([String(field) for field in fields])
        locked = sign(form(locks={"s1": lock}))
        label = f"lock-{action}-{'-'.join(fields or ['fields'])}".lower()
        case(label, locked, INTACT)
        case(f"{label}-filled-name", on(locked, fill("name", "Zhang")), name)
        case(f"{label}-changed-city", on(locked, fill("city", "Beijing")), city)
    limiting = Dictionary(Type=Name.SigFieldLock, Action=Name.Include, Fields=Array([String("city")]), P=1)
    case("lock-with-level-1", on(sign(form(locks={"s1": limiting})), fill("name", "Zhang")), CHANGED)


def raw_second(data):
    """The second signer's program does not ask whether it may."""
    from pyhanko.sign.signers import pdf_signer

    original = pdf_signer.PdfSigner._enforce_certification_constraints
    pdf_signer.PdfSigner._enforce_certification_constraints = lambda self, reader: None
    try:
        return sign(data, "s2", "second")
    finally:
        pdf_signer.PdfSigner._enforce_certification_constraints = original


def changed():
    signed = sign(form())
    n = numbers(signed)
    case("page-added", on(signed, add_page), CHANGED)
    case("page-removed", on(signed, lambda pdf: pdf.pages.remove(p=2)), CHANGED)
    case("pages-swapped", on(signed, lambda pdf: pdf.pages.reverse()), CHANGED)
    case("page-content-new", on(signed, content), CHANGED)
    case("page-content-in-place", on(signed, content_in_place), CHANGED)
    case("page-box", on(signed, lambda pdf: pdf.pages[0].obj.__setattr__("CropBox", Array([0, 0, 400, 100]))), CHANGED)
    case("page-rotated", on(signed, lambda pdf: pdf.pages[0].obj.__setattr__("Rotate", 90)), CHANGED)
    case("annotation-added", on(signed, annotate), CHANGED)
    case("appearance-replaced", on(signed, look("city", "Beijing")), CHANGED)
    case("appearance-of-empty", on(signed, look("name", "Li")), CHANGED)
    case("state-without-value", on(signed, lambda pdf: named(pdf, "agree").__setattr__("AS", Name.Yes)), CHANGED)
    case("field-moved", on(signed, lambda pdf: named(pdf, "city").__setattr__("Rect", Array([0, 0, 400, 300]))), CHANGED)
    case("field-hidden", on(signed, lambda pdf: named(pdf, "city").__setattr__("F", 2)), CHANGED)
    case("field-made-readonly", on(signed, lambda pdf: named(pdf, "city").__setattr__("Ff", 1)), INTACT)
    case("field-removed", on(signed, remove_field), CHANGED)
    case("field-added", on(signed, add_field), CHANGED)
    case("empty-signature-field-added", with_field(signed, new_field("s9")), CHANGED)
    case("signature-removed", on(sign(signed, "s2", "second"), drop_second), {"s1": CHANGED, "s2": NONE})
    case("font-replaced", update(signed, {n["font"]: b"<</Type/Font/Subtype/Type1/BaseFont/Symbol>>"}), CHANGED)
    case("open-action", on(signed, catalog(OpenAction=Dictionary(S=Name.JavaScript, JS=String("1")))), CHANGED)
    case("names", on(signed, catalog(Names=Dictionary(JavaScript=Dictionary(Names=Array([]))))), CHANGED)
    case("form-appearance", on(signed, lambda pdf: pdf.Root.AcroForm.__setattr__("DA", String("/Helv 1 Tf"))), CHANGED)
    case("needs-appearances", on(signed, lambda pdf: pdf.Root.AcroForm.__setattr__("NeedAppearances", True)), CHANGED)
    case("filled-needs-appearances", on(signed, fill_by_viewer), INTACT)
    case("metadata", on(signed, lambda pdf: pdf.docinfo.__setitem__("/Title", "x")), INTACT)
    case("nothing-but-a-table", update(signed, {}), INTACT)


def fill_by_viewer(pdf):
    named(pdf, "name").V = String("Zhang")
    pdf.Root.AcroForm.NeedAppearances = True


def remove_field(pdf):
    fields = pdf.Root.AcroForm.Fields
    pdf.Root.AcroForm.Fields = Array([field for field in fields if str(field.T) != "city"])
    page = pdf.pages[0].obj
    page.Annots = Array([annot for annot in page.Annots if str(annot.T) != "city"])


def add_field(pdf):
    field = pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("more"), F=4, Rect=Array([0, 0, 400, 300]),
        V=String("x"), AP=Dictionary(N=appearance(pdf, "covering", 400, 300))))
    pdf.Root.AcroForm.Fields.append(field)
    pdf.pages[0].obj.Annots.append(field)


def drop_second(pdf):
    del named(pdf, "s2")["/V"]


def ranges():
    signed = sign(form())
    start, end, _ = hole(signed)
    rest = len(signed) - end
    case("bytes-changed", patched(signed, b"(Jinan)", b"(Jimei)"), BROKEN)
    case("signature-value-changed", flipped(signed), BROKEN)
    case("range-shifted", with_range(signed, b"[0 %d %d %d]" % (start + 1, end, rest)), BROKEN)
    case("range-not-from-0", with_range(signed, b"[9 %d %d %d]" % (start - 9, end, rest)), BROKEN)
    case("range-shortened", with_range(signed, b"[0 %d %d %d]" % (start, end, rest - 40)), BROKEN)
    case("range-too-long", with_range(signed, b"[0 %d %d %d]" % (start, end, rest + 10)), BROKEN)
    case("range-overlapping", with_range(signed, b"[0 %d %d %d]" % (end, start, rest)), BROKEN)
    case("range-two-numbers", with_range(signed, b"[0 %d]" % len(signed)), BROKEN)
    case("range-negative", with_range(signed, b"[0 -1 -1 -1]"), BROKEN)
    case("range-zero", with_range(signed, b"[0 0 0 0]"), BROKEN)
    case("range-null", with_range(signed, b"null"), BROKEN)
    case("range-missing", renamed(signed, b"/ByteRange", b"/ByteRanga"), BROKEN)
    case("contents-null", emptied(signed, b"null"), BROKEN)
    case("contents-zero", emptied(signed, b"<00>"), BROKEN)
    case("contents-empty", emptied(signed, b"<>"), BROKEN)
    case("contents-missing", renamed(signed, b"/Contents <", b"/Kontents <"), BROKEN)
    case("contents-all-zero", signed[:start + 1] + b"0" * (end - start - 2) + signed[end - 1:], BROKEN)
    case("contents-cut", signed[:start + 41] + b"0" * (end - start - 42) + signed[end - 1:], BROKEN)
    case("signature-no-dictionary", on(form(), lambda pdf: named(pdf, "s1").__setattr__("V", String("x"))), BROKEN)
    case("signature-empty-dictionary", on(form(), lambda pdf: named(pdf, "s1").__setattr__("V", Dictionary())), BROKEN)
    case("subfilter-unknown", renamed(signed, b"/adbe.pkcs7.detached", b"/adbe.pkcs7.detachem"), BROKEN)
    case("hole-too-large", large_hole(signed), BROKEN)
    case("hole-of-another", borrowed(sign(signed, "s2", "second")), {"s2": BROKEN})


def flipped(data):
    """A digit of the signature value itself, which stands last in the message."""
    start, end, _ = hole(data)
    last = start + len(data[start:end - 1].rstrip(b"0")) - 12
    return data[:last] + (b"0" if data[last:last + 1] != b"0" else b"1") + data[last + 1:]


def renamed(data, old, new):
    position = data.rindex(old)
    return data[:position] + new + data[position + len(old):]


def emptied(data, contents):
    start, end, _ = hole(data)
    return data[:start] + contents.ljust(end - start) + data[end:]


def large_hole(data):
    """The hole begins before the signature: an entry stands in it unseen."""
    start, end, found = hole(data)
    earlier = data.rindex(b"/Contents", 0, start)
    return with_range(data, b"[0 %d %d %d]" % (earlier, end, len(data) - end))


def borrowed(data):
    """The second signature points to the range and the bytes of the first."""
    first, second = (re.findall(rb"/ByteRange ?\[[^\]]*\]", data) + [b""])[:2]
    position = data.rindex(second)
    return data[:position] + first.ljust(len(second)) + data[position + len(second):]


def wrapped(data, inside=b""):
    """Signature wrapping: the second signed part moves to the end, and what stands between is the attacker's."""
    start, end, found = hole(data)
    second = data[end:]
    fake = (b"%d 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n" % 90) + inside
    moved = start + 8000 + len(second)
    head = data[:end] + second + fake
    padding = max(0, moved - len(head))
    out = head + b" " * padding
    position = len(out)
    text = b"[0 %d %d %d]" % (start, position, len(second))
    return with_range(out + second, text)


def published():
    """What was published on forging signed PDFs (pdf-insecurity.org), one case for each idea."""
    plain = form()
    signed = sign(plain)
    n = numbers(signed)
    page = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 400 300]/Contents %d 0 R/Resources<<>>>>" % (n["pages"], n["next"])
    stream = b"<</Length 22>>stream\n0 0 1 rg 0 0 99 99 re f\nendstream"
    forged = {n["page1"]: page, n["next"]: stream}
    # Incremental saving attacks.
    case("isa-whole-update", update(signed, forged), CHANGED)
    case("isa-no-table", update(signed, forged, table=False), CHANGED)
    case("isa-no-prev", update(signed, forged, prev=False), {"s1": None})
    case("isa-rewritten", update(signed, everything(signed) | forged, prev=False), CHANGED)
    last = int(re.findall(rb"startxref\s+(\d+)", signed)[-1])
    case("isa-startxref-to-old", update(signed, forged, startxref=last), CHANGED)
    case("isa-startxref-zero", update(signed, forged, startxref=0), CHANGED)
    case("isa-no-startxref", update(signed, forged).rsplit(b"startxref", 1)[0], CHANGED)
    case("isa-signature-copied", copied(signed, forged, n), CHANGED)
    case("isa-comment-trailer", update(signed, forged, table=False) + b"%%EOF\n", CHANGED)
    case("isa-other-catalog", update(signed, {n["next"]: b"<</Type/Catalog/Pages %d 0 R/AcroForm %d 0 R>>" % (
        n["pages"], n["form"])}, root=n["next"]), INTACT)
    case("isa-other-pages", update(signed, {
        n["next"]: b"<</Type/Catalog/Pages %d 0 R/AcroForm %d 0 R>>" % (n["next"] + 1, n["form"]),
        n["next"] + 1: b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (n["next"] + 2),
        n["next"] + 2: b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 9 9]>>" % (n["next"] + 1)}, root=n["next"]), CHANGED)
    # Signature wrapping.
    case("swa-moved", wrapped(signed), BROKEN)
    case("swa-objects-in-hole", wrapped(signed, b"%d 0 obj\n%s\nendobj\n" % (n["page1"], page)), BROKEN)
    case("swa-hole-inside", inside_hole(signed), BROKEN)
    # Hybrid cross-references: programs old and new see different objects.
    case("hybrid-update", hybrid(signed, forged), CHANGED)
    # Shadow attacks: what is shown later was hidden in the file when it was signed.
    case("shadow-hide", on(sign(form(tweak=cover)), uncover), CHANGED)
    case("shadow-replace-font", update(signed, {n["font"]: b"<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>"}), CHANGED)
    case("shadow-replace-overlay", on(signed, look("city", "Beijing")), CHANGED)
    case("shadow-hide-and-replace", shadow_catalog(), CHANGED)
    # Certified documents: evil annotations and sneaky signatures.
    certified = {level: sign(plain, level=level) for level in (2, 3)}
    case("eaa-certified-2", on(certified[2], annotate), CHANGED)
    case("eaa-certified-3", on(certified[3], annotate), INTACT)
    case("eaa-stamp-certified-2", on(certified[2], lambda pdf: annotate(pdf, "Stamp")), CHANGED)
    case("ssa-empty-dictionary", on(certified[2], sneak), {"s1": CHANGED, "sneaky": BROKEN})
    case("ssa-in-existing-field", on(certified[2], sneak_existing), {"s1": CHANGED, "s2": BROKEN})
    case("ssa-signed-visible", raw_new(certified[2]), {"s1": CHANGED, "s3": INTACT})


def everything(data):
    """All objects, for a file that is written anew behind the old one."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {o.objgen[0]: unparsed(o) for o in pdf.objects if isinstance(o, pikepdf.Object)}


def copied(data, forged, n):
    """The forger repeats the signature dictionary in the update, so that the last revision holds one too."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        number = named(pdf, "s1").V.objgen[0]
        body = named(pdf, "s1").V.unparse(resolved=True)
    return update(data, forged | {number: body})


def inside_hole(data):
    """An object stands in the hole behind a shortened signature."""
    start, end, _ = hole(data)
    digits = data[start:end]
    used = len(digits.rstrip(b">").rstrip(b"0"))
    used += used % 2 == 0
    fake = b">/X<</A 1>>/Y <"
    body = digits[:used + 1] + fake
    return data[:start] + body + b"0" * (len(digits) - len(body) - 1) + b">" + data[end:]


def hybrid(data, forged):
    stream = b"<</Type/XRef/W[1 2 1]/Index[%d 1]/Size 200/Root 1 0 R/Length 4>>stream\n\1\0\0\0\nendstream" % max(forged)
    number = max(forged) + 1
    body = update(data, forged | {number: stream})
    position = body.rindex(b"%d 0 obj\n" % number)
    return update(data, forged | {number: stream}, trailer=b"/XRefStm %d" % position)


def cover(pdf):
    """A picture covers the true content of the page when it is signed."""
    cover = pdf.make_stream(b"1 g 0 0 400 300 re f")
    cover.Type, cover.Subtype, cover.BBox = Name.XObject, Name.Form, Array([0, 0, 400, 300])
    page = pdf.pages[0].obj
    page.Resources.XObject = Dictionary(Cover=cover)
    page.Contents = pdf.make_stream(b"BT /F1 12 Tf 20 250 Td (Hidden) Tj ET /Cover Do")


def uncover(pdf):
    pdf.pages[0].obj.Resources.XObject.Cover.write(b"")


def shadow_catalog():
    """Two documents in one: the update only leads to the other catalog."""
    def tweak(pdf):
        page = pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 400, 300])))
        pages = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=1, Kids=Array([page])))
        page.Parent = pages
        pdf.Root.Shadow = pdf.make_indirect(Dictionary(Type=Name.Catalog, Pages=pages, AcroForm=pdf.Root.AcroForm))
    data = sign(form(tweak=tweak))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        shadow = pdf.Root.Shadow.objgen[0]
    return update(data, {}, root=shadow)


def sneak(pdf):
    field = pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("sneaky"), F=4, Rect=Array([0, 0, 400, 300]),
        V=Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), SubFilter=Name("/adbe.pkcs7.detached"),
                     Contents=String("x"), ByteRange=Array([0, 1, 2, 3])),
        AP=Dictionary(N=appearance(pdf, "covering", 400, 300))))
    pdf.Root.AcroForm.Fields.append(field)
    pdf.pages[0].obj.Annots.append(field)


def sneak_existing(pdf):
    field = named(pdf, "s2")
    field.V = Dictionary(Type=Name.Sig, SubFilter=Name("/adbe.pkcs7.detached"))
    field.AP = Dictionary(N=appearance(pdf, "covering"))


def raw_new(data):
    from pyhanko.sign.signers import pdf_signer

    original = pdf_signer.PdfSigner._enforce_certification_constraints
    pdf_signer.PdfSigner._enforce_certification_constraints = lambda self, reader: None
    try:
        return sign(data, "s3", "second", spec=new_field("s3", box=(0, 0, 400, 300)))
    finally:
        pdf_signer.PdfSigner._enforce_certification_constraints = original


def all_cases():
    CASES.clear()
    for group in (honest, filled, changed, ranges, published, other_kinds):
        group()
    return list(CASES)


def other_kinds():
    import packing

    plain = form()
    for name, data, expected, trust in packing.cases(plain):
        case(name, data, expected, trust)
