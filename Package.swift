// swift-tools-version: 6.1
import PackageDescription

// The house, room by room; ARCHITECTURE.md says what each is for and which may import which.
// `Tests/ArchitectureTests` holds this manifest and every import line against that picture.

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
]

/// A door: the module map and shim of one system library, and nothing else.
///
/// minizip is found without pkg-config, whose include path would put its `zip.h` before libzip's.
func door(_ name: String, pkgConfig: String? = nil, apt: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
  name: "handover",
  products: [
    .library(name: "Handover", targets: ["Handover"]),
    .executable(name: "handover", targets: ["HandoverCommand"]),
    .executable(name: "handover-reader", targets: ["HandoverReader"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    door("CLibXML2", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
    door("CZip", pkgConfig: "libzip", apt: "libzip-dev"),
    door("CMinizip", apt: "libminizip-dev"),
    door("CXLSXWriter", pkgConfig: "xlsxwriter", apt: "libxlsxwriter-dev"),
    door("CFontconfig", pkgConfig: "fontconfig", apt: "libfontconfig-dev"),
    door("CHarfBuzz", pkgConfig: "harfbuzz-subset", apt: "libharfbuzz-dev"),
    door("CUnibreak", pkgConfig: "libunibreak", apt: "libunibreak-dev"),
    door("CDeflate", pkgConfig: "libdeflate", apt: "libdeflate-dev"),
    door("CQREncode", pkgConfig: "libqrencode", apt: "libqrencode-dev"),
    door("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
    door("CCMS", pkgConfig: "libcrypto", apt: "libssl-dev"),
    door("CPoppler", pkgConfig: "poppler-glib", apt: "libpoppler-glib-dev"),
    door("CQPDF", pkgConfig: "libqpdf", apt: "libqpdf-dev"),
    door("CDescriptors", apt: "libc6-dev"),
    door("CSeccomp", pkgConfig: "libseccomp", apt: "libseccomp-dev"),

    // The one library that speaks C++: a shim in C++ with a face in C.
    .target(name: "CZXing", linkerSettings: [.linkedLibrary("ZXing")]),

    // Nouns.
    room("Diagnostics"),
    room("Measures"),
    room("Charsets"),
    room("Digests", ["CCrypto"]),
    room("XMLTrees", ["CLibXML2", "Diagnostics"]),
    room("Archives", ["CMinizip", "CZip", "Charsets", "Diagnostics"]),
    room("Records", ["Diagnostics", "XMLTrees"]),
    room("Templates", ["Diagnostics", "Documents", "Measures", "Records", "XMLTrees"]),
    room("Documents", ["Diagnostics", "Measures", "Records"]),
    room("Fonts", ["CFontconfig", "CHarfBuzz", "Diagnostics", "Measures", "XMLTrees"]),
    room("Pages", ["Fonts", "Measures"]),
    room("PDFObjects", ["CDeflate", "Digests"]),
    room("MailParts", ["Charsets"]),
    room("ReaderProtocol", ["CDescriptors", "Diagnostics"]),
    room("Samples", ["Records"]),

    // Working rooms: each does one step, and none knows another.
    room("RecordReading", ["Archives", "Diagnostics", "Records", "XMLTrees"]),
    room("RecordWriting", ["Archives", "CXLSXWriter", "Diagnostics", "Records", "XMLTrees"]),
    room("Composing", ["Diagnostics", "Documents", "Measures", "Records", "Templates"]),
    room("Typesetting", ["CQREncode", "CUnibreak", "Diagnostics", "Documents", "Fonts", "Measures", "Pages"]),
    room("PDFWriting", ["Diagnostics", "Fonts", "Measures", "PDFObjects", "Pages"]),
    room("FormDataReading", ["Diagnostics", "ReaderProtocol", "XMLTrees"]),
    room("IsolatedReading", ["Digests", "ReaderProtocol"]),
    room("FlatReading", ["Measures", "Pages", "ReaderProtocol", "Records"]),
    room("FormBinding", ["Diagnostics", "Documents", "ReaderProtocol", "Records", "Templates"]),
    room("FormDrafting", ["Diagnostics", "ReaderProtocol", "Records", "Templates", "XMLTrees"]),

    // The facade strings the steps together; executables import it and no room.
    room(
      "Handover",
      [
        "Archives", "Charsets", "Composing", "Diagnostics", "Digests", "Documents", "FlatReading", "Fonts",
        "FormBinding",
        "FormDataReading", "FormDrafting", "IsolatedReading", "PDFWriting", "Pages", "ReaderProtocol", "RecordReading",
        "RecordWriting", "Records",
        "Samples", "Templates", "Typesetting", "XMLTrees",
      ]),
    .executableTarget(
      name: "HandoverCommand",
      dependencies: [
        "Handover", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // The one room besides the reader itself that hostile bytes reach behind the wall: signatures in DER.
    room("SignedMessages", ["CCMS"]),

    // Behind the wall. What links poppler, and so is GPL: the reader process and the room that it consists of.
    room(
      "FileInspecting",
      [
        "CPoppler", "CQPDF", "CSeccomp", "CZXing", "Charsets", "Digests", "MailParts", "PDFObjects", "ReaderProtocol",
        "SignedMessages",
      ]),
    .executableTarget(
      name: "HandoverReader", dependencies: ["FileInspecting", "ReaderProtocol"], swiftSettings: strict),

    // Measures the rooms one by one; `make bench` runs it.
    .executableTarget(
      name: "Stages",
      dependencies: [
        "Composing", "Documents", "Fonts", "Handover", "IsolatedReading", "PDFWriting", "Pages", "RecordReading",
        "RecordWriting", "Records", "Samples", "Templates", "Typesetting",
      ],
      path: "Benchmarks/Stages",
      swiftSettings: strict),

    tests("ArchitectureTests"),
    tests("XMLTreesTests", ["XMLTrees", "Diagnostics"]),
    tests("RecordsTests", ["Records", "Samples", "Diagnostics"]),
    tests(
      "ListTests",
      ["RecordReading", "RecordWriting", "Records", "Archives", "Samples", "Diagnostics", "XMLTrees"]),
    tests("TemplatesTests", ["Templates", "XMLTrees", "Composing", "Documents", "Records", "Diagnostics", "Measures"]),
    tests("TypesettingTests", ["Typesetting", "Documents", "Pages", "Fonts", "Measures", "Diagnostics"]),
    tests("FontsTests", ["Fonts", "Measures", "Diagnostics"]),
    tests(
      "PDFTests", ["PDFObjects", "PDFWriting", "Pages", "Fonts", "Measures", "Diagnostics"], exclude: ["Snapshots"]),
    tests("MailTests", ["MailParts"]),
    tests("FormDataTests", ["FormDataReading", "ReaderProtocol", "XMLTrees", "Diagnostics"]),
    tests(
      "ForeignTests",
      ["FormDrafting", "FormBinding", "Templates", "ReaderProtocol", "Records", "XMLTrees", "Diagnostics"]),
    tests("ReaderTests", ["CSeccomp", "ReaderProtocol", "IsolatedReading", "FormBinding", "Diagnostics"]),
    tests(
      "HandoverTests",
      [
        "Handover", "Samples", "Composing", "Diagnostics", "Documents", "FlatReading", "FormBinding", "IsolatedReading",
        "Measures", "PDFWriting", "Pages", "ReaderProtocol", "RecordReading", "Records", "Templates", "Typesetting",
      ], exclude: ["Snapshots"]),
  ]
)

// Only libFuzzer can link this program, so it is there only when asked for: `make fuzz` does.
if Context.environment["HANDOVER_FUZZING"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Fuzzing",
      dependencies: [
        "Archives", "FileInspecting", "FormDataReading", "Handover", "MailParts", "ReaderProtocol", "RecordReading",
        "Records", "Samples", "SignedMessages", "XMLTrees",
      ],
      path: "Tests/Fuzzing",
      exclude: ["dictionaries"],
      swiftSettings: strict))
}
