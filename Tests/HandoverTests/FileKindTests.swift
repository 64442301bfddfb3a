import Records
import Testing

@testable import Handover

/// The kind of a file is told by what is in it.
struct FileKindTests {
  private static let form = FormName(profile: "liaocheng", id: "info-table", version: "1")

  private static let texts: [(String, FileKind)] = [
    ("%PDF-1.7", .pdf), ("\u{FEFF}junk\n%PDF-1.4", .pdf),
    (String(repeating: " ", count: 1000) + "%PDF-1.4", .pdf),
    (String(repeating: " ", count: 2000) + "%PDF-1.4", .unknown), ("%FDF-1.2", .fdf), ("%FDF-1.2 (%PDF-)", .fdf),
    ("Content-Type: application/pdf\r\nDate: x\r\n\r\n%PDF-1.7", .pdf),
    ("<?xml version='1.0'?><xfdf xmlns='http://ns.adobe.com/xfdf/'>", .xfdf), ("\r\n <xfdf/>", .xfdf),
    ("<!DOCTYPE x><xfdf/>", .xfdf), ("<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'>", .xdp),
    ("<info-table xmlns='urn:handover:form-data:liaocheng:info-table:1'/>", .formXML(form)),
    ("<records xmlns='urn:handover:records:1'/>", .recordListXML), ("<html><body/></html>", .xml), ("<1", .unknown),
    ("From: a\r\nTo: b\r\n\r\nx", .email), ("Received: by a\r\n\tb\r\nSubject: =?UTF-8?B?%PDF-?=\r\n", .email),
    ("From x@y Sat\nFrom: a\nMessage-ID: b\n\n", .email), ("From: only\n\nx", .unknown), ("{\\rtf1", .office("RTF")),
    ("GIF89a", .image("GIF")), ("", .empty), (" \r\n", .empty), ("姓名,身份证号", .unknown), ("PK", .unknown),
  ]

  private static let binaries: [([UInt8], FileKind)] = [
    ([0xFF, 0xD8, 0xFF, 0xE0], .image("JPEG")),
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .image("PNG")),
    ([0x49, 0x49, 0x2A, 0], .image("TIFF")), ([0x4D, 0x4D, 0, 0x2A], .image("TIFF")),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .office("DOC/XLS/WPS")),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .archive("7Z")), ([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07], .archive("RAR")),
    ([0x1F, 0x8B], .archive("GZ")), (Array("\0\0\0\u{18}ftypheic".utf8), .image("HEIC")),
    (Array("RIFF0000WEBP".utf8), .image("WebP")), ([0x78, 0x9F, 0x3E, 0x22, 0], .office("winmail.dat")),
    (Array(("BM" + String(repeating: "\0", count: 30)).utf8), .image("BMP")),
    (Array((String(repeating: "\u{1}", count: 257) + "ustar").utf8), .archive("TAR")), ([0, 1, 2, 3], .unknown),
    ([0x50, 0x4B, 3, 4, 9, 9], .zip),
  ]

  @Test(arguments: texts)
  func `texts are told apart`(text: String, kind: FileKind) {
    #expect(FileKind.of(untrustedBytes: Array(text.utf8)) == kind)
  }

  @Test(arguments: binaries)
  func `binary files are told by their first bytes`(bytes: [UInt8], kind: FileKind) {
    #expect(FileKind.of(untrustedBytes: bytes) == kind)
  }

  @Test func `XML in UTF-16 is told too`() {
    let text = "<?xml version='1.0' encoding='UTF-16'?><xfdf xmlns='http://ns.adobe.com/xfdf/'/>"
    let bytes: [UInt8] =
      [0xFF, 0xFE] + text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    #expect(FileKind.of(untrustedBytes: bytes) == .xfdf)
  }

  @Test(arguments: [
    ("xl/workbook.xml", FileKind.listSheet), ("word/document.xml", .office("Word")), ("OFD.xml", .office("OFD")),
    ("ppt/presentation.xml", .office("PowerPoint")), ("x.pdf", .zip),
  ])
  func `archives are told by what they hold`(name: String, kind: FileKind) {
    #expect(FileKind.of(untrustedBytes: ZIPSketch().adding(name, Array("%PDF-1.7".utf8)).bytes) == kind)
  }

  @Test(arguments: [
    (FileKind.image("JPEG"), "scan"), (.office("Word"), "office-file"), (.archive("RAR"), "unknown-kind"),
    (.empty, "empty"), (.unknown, "unknown-kind"), (.listSheet, "not-a-form-of-ours"), (.xml, "not-a-form-of-ours"),
  ])
  func `what cannot be read says what it is and what to do`(kind: FileKind, code: String) {
    let finding = kind.refusal(at: .init(file: "x"))
    #expect(finding?.code.rawValue == code)
    #expect(finding?.hint != nil)
  }
}
