"""More PDF files that nobody should send: what parsers of objects, fonts, pictures and signatures choke on. See hostile_files.py."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from random import Random

from hostile_files import BIG, CATALOG, DAMAGED, FIELD, FOREIGN, PAGE, PAGES, Case, pdf, stream

SPOILT = DAMAGED | BIG | {"encrypted"}


def more_pdf() -> Iterator[Case]:
    yield from references()
    yield from structures()
    yield from fonts()
    yield from drawings()
    yield from signatures()


def references() -> Iterator[Case]:
    """Cross-reference streams and object streams that lie."""
    kind = "references"
    for name, entries in {
        "giant-index": b"/Size 2000000000/Index[0 2000000000]/W[1 4 2]", "giant-size": b"/Size 9223372036854775807/W[1 4 2]",
        "wide": b"/Size 6/W[99999999 4 2]", "no-width": b"/Size 6/W[0 0 0]/Index[0 100000000]", "negative": b"/Size -1/W[-1 4 -2]/Index[-5 10]",
        "many-pieces": b"/Size 6/W[1 2 1]/Index[" + b"0 1 " * 500_000 + b"]", "prev-loop": b"/Size 6/W[1 2 1]/Prev 15",
        "prev-far": b"/Size 6/W[1 2 1]/Prev 99999999999", "prev-self": b"/Size 6/W[1 2 1]/Prev 0/XRefStm 15",
    }.items():
        yield f"xref-{name}.pdf", referenced(entries, bytes(4000)), SPOILT, kind
    own = b"".join(struct.pack(">BHB", 2, 5, index) for index in range(8))
    yield "xref-own-stream.pdf", referenced(b"/Size 8/W[1 2 1]", own), SPOILT, kind
    chain = pdf(CATALOG, PAGES, PAGE, FIELD)
    start = chain.rindex(b"xref\n0")
    for _ in range(5_000):
        place = len(chain)
        chain += b"xref\n0 0\ntrailer<</Root 1 0 R/Size 5/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (start, place)
        start = place
    yield "revisions-5000.pdf", chain, SPOILT, kind
    yield "object-stream-extends-itself.pdf", pdf(
        CATALOG, PAGES, PAGE, FIELD, stream(b"9 0 <</A 1>>", b"/Type/ObjStm/N 1/First 4/Extends 5 0 R")), SPOILT | FOREIGN, kind
    yield "length-loop.pdf", pdf(CATALOG, PAGES, PAGE, FIELD[:-2] + b"/AP<</N 5 0 R>>>>", b"<</Length 5 0 R>>stream\nq Q\nendstream"), SPOILT, kind
    yield "filter-loop.pdf", pdf(CATALOG, PAGES, PAGE[:-2] + b"/Contents 5 0 R>>", FIELD,
                                 b"<</Length 3/Filter " + b"[/FlateDecode" * 300 + b"]" * 300 + b">>stream\nabc\nendstream"), SPOILT, kind
    yield "filters-many.pdf", pdf(CATALOG, PAGES, PAGE[:-2] + b"/Contents 5 0 R>>", FIELD,
                                  b"<</Length 3/Filter[" + b"/ASCIIHexDecode" * 200_000 + b"]>>stream\n61>\nendstream"), SPOILT, kind


def referenced(entries: bytes, table: bytes) -> bytes:
    body = zlib.compress(table)
    head = b"%PDF-1.7\n%\xe2\xe3\n"
    made = head + b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, part) for number, part in enumerate((CATALOG, PAGES, PAGE, FIELD), 1))
    start = len(made)
    return made + b"5 0 obj\n<</Type/XRef/Root 1 0 R%s/Length %d/Filter/FlateDecode>>stream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        entries, len(body), body, start)


def structures() -> Iterator[Case]:
    kind = "structures"
    pages = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % number for number in range(3, 100_003)]
    yield "pages-100000-deep.pdf", pdf(CATALOG.replace(b"[4 0 R]", b"[]"), *pages, b"<</Type/Page>>"), SPOILT, kind
    yield "kids-million.pdf", pdf(CATALOG, b"<</Type/Pages/Count 1000000/Kids[" + b"3 0 R " * 1_000_000 + b"]>>", PAGE, FIELD), SPOILT, kind
    yield "annotations-million.pdf", pdf(CATALOG, PAGES, PAGE.replace(b"4 0 R", b"4 0 R " * 1_000_000), FIELD), SPOILT, kind
    yield "pages-claimed.pdf", pdf(CATALOG, PAGES.replace(b"/Count 1", b"/Count 2000000000"), PAGE, FIELD), SPOILT, kind
    for name, box in {"nan": b"nan nan nan nan", "huge": b"0 0 1e38 1e38", "words": b"(a) /b null true", "turned": b"595 842 0 0",
                      "tiny": b"0 0 1e-30 1e-30", "deep": b"[" * 9000 + b"0" + b"]" * 9000}.items():
        yield f"box-{name}.pdf", pdf(CATALOG, PAGES, PAGE.replace(b"0 0 595 842", box), FIELD.replace(b"10 10 90 30", box)), SPOILT, kind
    names = CATALOG[:-2] + b"/Names<</EmbeddedFiles 5 0 R/JavaScript 5 0 R>>>>"
    yield "names-loop.pdf", pdf(names, PAGES, PAGE, FIELD, b"<</Kids[5 0 R 6 0 R]/Limits[(a)(b)]>>", b"<</Kids[5 0 R 5 0 R 6 0 R]>>"), SPOILT, kind
    wide = [b"<</Kids[" + b"%d 0 R " % min(number + 1, 40) * 10 + b"]>>" for number in range(5, 41)]
    yield "names-branching.pdf", pdf(names, PAGES, PAGE, FIELD, *wide), SPOILT, kind
    fields = [b"<</T(a)/Kids[" + b"%d 0 R " % min(number + 1, 40) * 10 + b"]>>" for number in range(4, 41)]
    yield "fields-branching.pdf", pdf(CATALOG, PAGES, PAGE, *fields), SPOILT, kind
    actions = b"<</S/GoTo/D[0/Fit]/Next[" + b"5 0 R " * 1000 + b"]>>"
    yield "actions-loop.pdf", pdf(CATALOG[:-2] + b"/OpenAction 5 0 R>>", PAGES, PAGE, FIELD, actions), SPOILT | {"active-content"}, kind
    yield "outlines-loop.pdf", pdf(CATALOG[:-2] + b"/Outlines 5 0 R>>", PAGES, PAGE, FIELD, b"<</First 5 0 R/Next 5 0 R/Title(a)>>"), SPOILT, kind
    yield "options-million.pdf", pdf(CATALOG, PAGES, PAGE, FIELD.replace(b"/FT/Tx", b"/FT/Ch/Opt[" + b"(a)" * 1_000_000 + b"]")), SPOILT, kind
    yield "states-million.pdf", pdf(CATALOG, PAGES, PAGE, FIELD.replace(
        b"/FT/Tx", b"/FT/Btn/AP<</N<<" + b"".join(b"/s%d null" % number for number in range(300_000)) + b">>>>")), SPOILT, kind
    yield "xfa-many.pdf", pdf(CATALOG[:-4] + b"/XFA[" + b"(datasets) 5 0 R " * 200_000 + b"]>>>>", PAGES, PAGE, FIELD, stream(b"<a/>" * 1000)), SPOILT, kind
    yield "rich-deep.pdf", pdf(CATALOG, PAGES, PAGE, FIELD[:-2] + b"/RV(" + b"<p>" * 300_000 + b")>>"), SPOILT, kind
    yield "appearance-text-long.pdf", pdf(CATALOG, PAGES, PAGE, FIELD[:-2] + b"/DA(" + b"/F 1 Tf " * 500_000 + b")>>"), SPOILT, kind
    encrypt = b"/Encrypt<</Filter/Standard/V %d/R %d/Length %d/O(%s)/U(%s)/P -1>>"
    for version, revision, length in ((99, 99, 40), (5, 6, 256), (4, 4, 2_000_000_000), (2, 3, -8), (1, 2, 0)):
        trailer = encrypt % (version, revision, length, b"o" * 48, b"u" * 48)
        yield f"encrypted-{version}-{length}.pdf", pdf(CATALOG, PAGES, PAGE, FIELD, trailer=trailer), SPOILT | {"encrypted"}, kind


def fonts() -> Iterator[Case]:
    """A field whose drawing uses a broken font."""
    kind = "fonts"
    chance = Random(5)
    junk = {name: stream(head + chance.randbytes(40_000), entries) for name, head, entries in (
        ("type1", b"%!PS-AdobeFont-1.0: X\n/FontMatrix", b"/Length1 20000/Length2 20000/Length3 0"), ("truetype", b"\0\1\0\0\xff\xff", b"/Length1 40006"),
        ("cff", b"\1\0\4\4\xff\xff", b"/Subtype/Type1C"), ("opentype", b"OTTO\xff\xff", b"/Subtype/OpenType"))}
    keys = {"type1": b"FontFile", "truetype": b"FontFile2", "cff": b"FontFile3", "opentype": b"FontFile3"}
    for name, file in junk.items():
        font = b"<</Type/Font/Subtype/%s/BaseFont/X/FirstChar 0/LastChar 255/Widths[%s]/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4/%s 7 0 R>>>>" % (
            b"TrueType" if name == "truetype" else b"Type1", b"500 " * 256, keys[name])
        yield f"font-{name}.pdf", with_font(font, file), SPOILT, kind
    charproc = stream(b"1000 0 0 0 1000 1000 d1 BT /F 10 Tf (aaaa) Tj ET")
    type3 = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97/Widths[1]" \
            b"/Encoding<</Differences[97/a]>>/CharProcs<</a 7 0 R>>/Resources<</Font<</F 6 0 R>>>>>>"
    yield "font-type3-loop.pdf", with_font(type3, charproc), SPOILT, kind
    mapping = b"/CIDInit /ProcSet findresource begin begincmap\n" + b"1 beginbfrange <0000> <ffff> <4e00> endbfrange\n" * 20_000 + b"endcmap"
    simple = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 7 0 R>>"
    yield "font-map-heavy.pdf", with_font(simple, stream(mapping)), SPOILT, kind
    yield "font-map-loop.pdf", with_font(simple, stream(b"/X usecmap begincmap endcmap", b"/UseCMap 7 0 R")), SPOILT, kind
    wide = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(A)" \
           b"/Ordering(B)/Supplement 0>>/W[0 2000000000 1000]/DW 1e30/FontDescriptor<</FontName/X/Flags 4>>>>]>>"
    yield "font-widths.pdf", with_font(wide, stream(b"")), SPOILT, kind
    yield "font-descends-to-itself.pdf", with_font(b"<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[6 0 R]>>", stream(b"")), SPOILT, kind


def with_font(font: bytes, file: bytes) -> bytes:
    look = stream(b"BT /F 12 Tf 2 2 Td (aaaabbbb\xff\xfe) Tj ET", b"/Type/XObject/Subtype/Form/BBox[0 0 80 20]/Resources<</Font<</F 6 0 R>>>>")
    return pdf(CATALOG, PAGES, PAGE, FIELD[:-2] + b"/AP<</N 5 0 R>>>>", look, font, file)


def drawings() -> Iterator[Case]:
    """Pages and appearances that cost much to draw."""
    kind = "drawings"
    look = b"/Type/XObject/Subtype/Form/BBox[0 0 80 20]"

    def shown(content: bytes, resources: bytes = b"", *others: bytes) -> bytes:
        drawing = stream(zlib.compress(content), look + b"/Filter/FlateDecode/Resources<<" + resources + b">>")
        return pdf(CATALOG, PAGES, PAGE[:-2] + b"/Contents 6 0 R/Resources<<" + resources + b">>>>", FIELD[:-2] + b"/AP<</N 5 0 R>>>>", drawing,
                   stream(zlib.compress(content), b"/Filter/FlateDecode"), *others)

    for name, content in {
        "saves": b"q " * 3_000_000, "texts": b"BT /F 1 Tf (x) Tj ET " * 400_000, "lines": b"0 0 m 500 500 l S " * 500_000,
        "dashes": b"[" + b"0.0001 " * 200_000 + b"] 0 d 0 0 m 500 500 l S", "clips": b"0 0 500 500 re W n " * 300_000,
        "curves": b"0 0 m " + b"1 2 3 4 5 6 c " * 500_000 + b"f*", "numbers": b"9" * 2_000_000 + b" w", "arrays": b"[" * 2_000_000,
        "inline": b"BI /W 60000 /H 60000 /BPC 8 /CS /RGB ID " + bytes(1000) + b" EI", "dictionaries": b"/A " + b"<</B " * 500_000,
    }.items():
        yield f"draw-{name}.pdf", shown(content), SPOILT, kind
    yield "draw-pattern-loop.pdf", shown(
        b"/Pattern cs /P scn 0 0 500 500 re f", b"/Pattern<</P 7 0 R>>",
        stream(b"/Pattern cs /P scn 0 0 9 9 re f", b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 0.0001/YStep 0.0001/Resources<</Pattern<</P 7 0 R>>>>")), SPOILT, kind
    yield "draw-function-sampled.pdf", shown(
        b"/S sh", b"/Shading<</S<</ShadingType 1/ColorSpace/DeviceRGB/Function 7 0 R>>>>",
        stream(b"", b"/FunctionType 0/Domain[0 1 0 1]/Range[0 1 0 1 0 1]/Size[65535 65535]/BitsPerSample 32")), SPOILT, kind
    yield "draw-mask-loop.pdf", shown(
        b"/G gs 0 0 500 500 re f", b"/ExtGState<</G<</SMask<</S/Luminosity/G 7 0 R>>>>>>",
        stream(b"/G gs 0 0 9 9 re f", look + b"/Group<</S/Transparency>>/Resources<</ExtGState<</G<</SMask<</S/Luminosity/G 7 0 R>>>>>>>>")), SPOILT, kind
    for name, filter_, data in (
            ("jbig2", b"JBIG2Decode", bytes.fromhex("00000000300001000000137fffffff7fffffff00000000000000000000ffff")),
            ("jpx", b"JPXDecode", bytes.fromhex("ff4fff51002f00007fffffff7fffffff0000000000000000000000010000000100000000000000000003070101070101070101")),
            ("dct", b"DCTDecode", bytes.fromhex("ffd8ffc0001108ffffffff03011100021100031100ffda000c03010002000300003f00") + bytes(500)),
            ("fax", b"CCITTFaxDecode/DecodeParms<</K -1/Columns 2000000000/Rows 2000000000>>", bytes(5000)),
            ("predictor", b"FlateDecode/DecodeParms<</Predictor 15/Columns 2000000000/Colors 2000000000/BitsPerComponent 32>>", zlib.compress(bytes(10_000)))):
        picture = stream(data, b"/Type/XObject/Subtype/Image/Width 2147483647/Height 2147483647/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/" + filter_)
        yield f"picture-{name}.pdf", shown(b"q 500 0 0 500 0 0 cm /I Do Q", b"/XObject<</I 7 0 R>>", picture), SPOILT, kind


def signatures() -> Iterator[Case]:
    kind = "signatures"
    value = b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[%s]/Contents<%s>>>"
    signed = FIELD.replace(b"/FT/Tx", b"/FT/Sig").replace(b"/V(x)", b"/V 5 0 R")
    for name, numbers, contents in (
            ("huge", b"0 99999999999 999999999999 99999999999", b"30" * 5000), ("negative", b"-5 10 -20 40", b"30"), ("many", b"0 1 " * 200_000, b"30"),
            ("overlap", b"0 500 100 500", b"30"), ("long", b"0 100 200 100", b"30" * 5_000_000), ("deep", b"0 100 9000 10", b"3080" * 200_000)):
        yield f"signature-{name}.pdf", pdf(CATALOG, PAGES, PAGE, signed, value % (numbers, contents)), SPOILT, kind
    many = [signed.replace(b"retiree.name", b"s%d" % number).replace(b"5 0 R", b"4 0 R") for number in range(3000)]
    yield "signatures-3000.pdf", pdf(
        CATALOG.replace(b"4 0 R", b" ".join(b"%d 0 R" % (number + 5) for number in range(3000))), PAGES, PAGE, value % (b"0 100 200 100", b"30" * 5000), *many), SPOILT, kind
