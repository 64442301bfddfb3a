"""More returned files that nobody should send, of the other channels: form data, packages, mails, and files that are two things at once."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from io import BytesIO

from hostile_files import ANY, ARCHIVE, LAUGHS, Case, zipped

DATA = {"not-a-form-of-ours", "damaged", "unknown-kind", "too-large", "memory", "timeout", "xml-doctype", "xml-too-large", "xml-malformed", "xml-too-deep",
        "form-data-too-large", "form-data-malformed", "form-data-empty", "review"}


def more_channels(original: bytes) -> Iterator[Case]:
    yield from form_data()
    yield from form_lists()
    yield from packages(original)
    yield from messages(original)
    yield from polyglots(original)


def form_data() -> Iterator[Case]:
    kind = "form data"
    xfdf = b'<?xml version="1.0"?><xfdf xmlns="http://ns.adobe.com/xfdf/"><fields>%s</fields></xfdf>'
    yield "fields-million.xfdf", xfdf % (b'<field name="a"><value>b</value></field>' * 600_000), DATA, kind
    yield "values-million.xfdf", xfdf % (b'<field name="a">' + b"<value>b</value>" * 1_000_000 + b"</field>"), DATA, kind
    yield "attributes-many.xfdf", xfdf % (b"<field " + b" ".join(b'a%d="b"' % number for number in range(300_000)) + b"/>"), DATA, kind
    yield "namespaces-deep.xfdf", xfdf % b"".join(b'<x%d:a xmlns:x%d="urn:%d">' % (number, number, number) for number in range(50_000)), DATA, kind
    yield "name-long.xfdf", xfdf % (b'<field name="' + b"n" * 20_000_000 + b'"><value>b</value></field>'), DATA, kind
    yield "include.xfdf", xfdf % b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>', DATA, kind
    yield "parameter-entities.xfdf", b'<!DOCTYPE x [<!ENTITY % a SYSTEM "http://example.invalid/x.dtd"> %a;]>' + xfdf[21:] % b"", DATA, kind
    for encoding in ("utf-7", "utf-32", "cp037", "gb18030"):
        yield f"encoding-{encoding}.xfdf", (xfdf % b'<field name="a"><value>b</value></field>').decode().replace(
            'version="1.0"', f'version="1.0" encoding="{encoding}"').encode(encoding), DATA | {"unknown-kind", "scan", "list"}, kind
    yield "comments.xfdf", xfdf % (b"<!---->" * 2_000_000), DATA, kind
    yield "instructions.xfdf", xfdf % (b"<?a b?>" * 2_000_000), DATA, kind
    yield "laughs.xdp", LAUGHS.replace(b"<l>", b'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">').replace(b"</l>", b"</xdp:xdp>"), DATA, kind
    yield "pdf-in-xdp.xdp", b'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><pdf><document><chunk>' + b"JVBERi0x" * 3_000_000 + b"</chunk></document></pdf></xdp:xdp>", DATA, kind
    fdf = b"%%FDF-1.2\n1 0 obj\n<</FDF<</Fields[%s]>>>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%%%EOF\n"
    yield "fields-million.fdf", fdf % (b"<</T(a)/V(b)>>" * 600_000), DATA, kind
    yield "kids-loop.fdf", fdf % b"2 0 R" + b"2 0 obj <</T(a)/Kids[2 0 R 2 0 R 1 0 R]>> endobj\n", DATA, kind
    yield "streams.fdf", fdf % b"<</T(a)/V 2 0 R>>" + b"2 0 obj <</Length 9999999999>>stream\nx\nendstream endobj\n", DATA, kind


def form_lists() -> Iterator[Case]:
    """The data of a form as XML and as its spreadsheet: much of everything that they may hold."""
    kind = "a form's data"
    xml = b'<info-table-list xmlns="urn:handover:form-data:liaocheng:info-table:1">%s</info-table-list>'
    paper = xml % b"<info-table>%s</info-table>"
    yield "papers-million.xml", xml % (b"<info-table/>" * 600_000), DATA, kind
    yield "papers-wrong.xml", xml % (b"<info-table><retiree.id>1</retiree.id></info-table>" * 150_000), DATA, kind
    yield "papers-wrong-few.xml", xml % (b"<info-table><retiree.id>1</retiree.id></info-table>" * 4_900), DATA, kind
    yield "unknown-million.xml", paper % (b"<x/>" * 2_000_000), DATA, kind
    yield "unknown-most.xml", paper % (b"<x/>" * 15_000_000), DATA, kind
    yield "repeated.xml", paper % (b"<retiree.name>a</retiree.name>" * 270_000), DATA, kind
    yield "entries-million.xml", paper % (b"<retiree.contacts>" + b"<entry/>" * 900_000 + b"</retiree.contacts>"), DATA, kind
    yield "texts-long.xml", paper % (b"<retiree.name>" + b"a" * 8_000_000 + b"</retiree.name>"), DATA, kind
    yield "comments.xml", paper % (b"<!---->" * 1_000_000), DATA, kind
    properties = (b'<Properties xmlns="x"><property name="handover-form"><lpwstr>urn:handover:form-data:liaocheng:info-table:1</lpwstr></property>'
                  b"</Properties>")
    cell = "<c t='inlineStr'><is><t>%s</t></is></c>"
    head = ("<row>" + "".join(cell % word for word in ("姓名", "身份证号码", "联系电话")) + "</row>").encode()
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (f"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' Type='{office}/worksheet' "
                 "Target='worksheets/sheet1.xml'/></Relationships>").encode()
    main = b"xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
    book = b"<workbook " + main + f" xmlns:r='{office}'>".encode() + b"<sheets><sheet name='a' r:id='r1'/></sheets></workbook>"
    for name, rows in (("rows-million", (cell % 1 * 3, 500_000)), ("rows-many", (cell % 1 * 3, 4_900)), ("rows-empty", ("", 3_000_000))):
        body = head + (f"<row>{rows[0]}</row>".encode()) * rows[1]
        yield f"{name}.xlsx", zipped({
            "[Content_Types].xml": b"<Types/>", "docProps/custom.xml": properties, "xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": relations,
            "xl/worksheets/sheet1.xml": b"<worksheet " + main + b"><sheetData>" + body + b"</sheetData></worksheet>"}), ANY, kind


def packages(original: bytes) -> Iterator[Case]:
    kind = "packages"
    local = b"PK\3\4" + struct.pack("<5H3I2H", 20, 0, 0, 0, 33, 0, 0, 0, 1, 0) + b"a"
    entry = b"PK\1\2" + struct.pack("<6H3I5H2I", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    count = 1_000_000
    directory = entry * count
    end64 = b"PK\6\6" + struct.pack("<Q2H2I4Q", 44, 45, 45, 0, 0, count, count, len(directory), len(local))
    locator = b"PK\6\7" + struct.pack("<IQI", 0, len(local) + len(directory), 1)
    end = b"PK\5\6" + struct.pack("<4H2IH", 0, 0, 65535, 65535, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    yield "entries-million.zip", local + directory + end64 + locator + end, ARCHIVE, kind
    yield "entries-claimed.zip", local + entry + end64 + locator + end, ARCHIVE | ANY, kind
    yield "links.zip", linked({"link.pdf": "/etc/passwd", "up": "../../..", "up/x.pdf": ""}), ARCHIVE | ANY, kind
    yield "names-bad.zip", zipped({name: original for name in (
        "=cmd|'_C calc'!A1.pdf", "\u202efdp.exe", "a\nb.pdf", "<script>alert(1)<_script>.pdf", "@SUM(1).pdf", "\t=1.pdf", "a/./../b/../../c.pdf", "C:\\x.pdf")}), ANY, kind
    yield "long-names.zip", zipped({"d/" * 30_000 + "a.pdf": original, "é" * 30_000: original}), ANY, kind
    inner = original
    for number in range(40):
        inner = zipped({f"{number}.zip": inner})
    yield "nested-40.zip", inner, ARCHIVE, kind
    wide = zipped({f"{number}.pdf": b"%PDF-1.7\n" for number in range(9_000)})
    yield "nested-wide.zip", zipped({f"{number}.zip": wide for number in range(50)}), ARCHIVE | ANY, kind
    sheet = zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><workbook/>",
                    "xl/sharedStrings.xml": LAUGHS, "xl/worksheets/sheet1.xml": b"<worksheet><sheetData>" + b"<row/>" * 2_000_000})
    yield "entities.xlsx", sheet, ANY, kind
    cells = b"<c r='XFD1048576' t='inlineStr'><is><t>a</t></is></c>" * 300_000
    yield "cells-far.xlsx", zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook><sheets><sheet name='a' r:id='r1'/></sheets></workbook>",
                                    "xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row>" + cells + b"</row></sheetData></worksheet>"}), ANY, kind


def linked(links: dict[str, str]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, target in links.items():
            entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o120777 << 16
            archive.writestr(entry, target)
    return made.getvalue()


def messages(original: bytes) -> Iterator[Case]:
    kind = "messages"
    head = b"From: a@example.invalid\nSubject: x\nMIME-Version: 1.0\n"
    parts = b"--b\nContent-Type: text/plain; name=a.txt\n\nx\n" * 100_000
    yield "parts-100000.eml", head + b'Content-Type: multipart/mixed; boundary="b"\n\n' + parts, ANY, kind
    yield "headers-million.eml", head + b"X-A: b\n" * 1_000_000 + b"\nx", ANY, kind
    nested = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number) for number in range(20_000))
    yield "boundaries-deep.eml", head + nested + b"\nx", ANY, kind
    yield "boundary-empty.eml", head + b'Content-Type: multipart/mixed; boundary=""\n\n' + b"--\n\n" * 300_000, ANY, kind
    yield "boundary-long.eml", head + b'Content-Type: multipart/mixed; boundary="' + b"b" * 5_000_000 + b'"\n\n', ANY, kind
    words = b"=?utf-8?B?5Y2a?= " * 300_000
    yield "words-many.eml", head + b"Content-Type: application/pdf; name=\"" + words + b"\"\n\n%PDF-1.7\n", ANY, kind
    pieces = b"; ".join(b"name*%d*=utf-8''a" % number for number in range(100_000))
    yield "name-pieces.eml", head + b"Content-Type: application/pdf; " + pieces + b"\n\n%PDF-1.7\n", ANY, kind
    quoted = head + b"Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: quoted-printable\n\n" + b"=00" * 15_000_000
    yield "quoted-bomb.eml", quoted, ANY, kind
    yield "mails-in-zip.zip", zipped({f"{number}.eml": head + b"Content-Type: application/zip; name=a.zip\n\n" + zipped({"a.pdf": original}) for number in range(30)}), ANY, kind


def polyglots(original: bytes) -> Iterator[Case]:
    """Two things at once: whatever it is taken for, there is one answer, and the form in it is not lost in silence."""
    kind = "two things at once"
    archive = zipped({"other.pdf": original})
    yield "pdf-then-zip.pdf", original + archive, ANY, kind
    yield "zip-then-pdf.zip", archive + original, ANY, kind
    yield "html-then-pdf.pdf", b"<html><script>alert(1)</script>" + b" " * 500 + original, ANY, kind
    yield "xml-then-pdf.xml", b"<?xml version='1.0'?><!--" + original.replace(b"--", b"- "), ANY, kind
    yield "mail-then-pdf.pdf", b"From: a@example.invalid\nSubject: x\n\n" + original, ANY, kind
    yield "picture-then-pdf.png", b"\x89PNG\r\n\x1a\n" + original, ANY, kind
    yield "fdf-then-pdf.fdf", b"%FDF-1.2\n1 0 obj<</FDF<</Fields[]>>>>endobj trailer<</Root 1 0 R>>\n" + original, ANY, kind
    yield "pdf-in-comment.pdf", b"%PDF-1.7\n%" + archive + b"\n" + original, ANY, kind
