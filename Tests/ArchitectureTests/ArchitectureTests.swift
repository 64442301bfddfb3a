import Foundation
import Testing

/// Holds the import lines of the sources against the picture of the house in ARCHITECTURE.md.
struct ArchitectureTests {
  static let nouns: Set = [
    "Diagnostics", "Measures", "Digests", "XMLTrees", "Archives", "Records", "Templates", "Documents", "Fonts", "Pages",
    "PDFObjects", "ReaderProtocol", "Samples", "SignedMessages", "Charsets", "MailParts",
  ]
  static let workingRooms: Set = [
    "RecordReading", "RecordWriting", "Composing", "Typesetting", "PDFWriting", "IsolatedReading", "FlatReading",
    "FileInspecting", "FormBinding", "FormDataReading", "FormDrafting",
  ]
  /// What comes with the language and may be imported anywhere.
  static let standard: Set = ["Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Synchronization"]

  static let house = House()

  @Test func `every folder under Sources is a room that the picture knows`() {
    let known = Self.nouns.union(Self.workingRooms).union(["Handover", "HandoverCommand", "HandoverReader"])
    #expect(Self.house.rooms.keys.filter { !known.contains($0) && !Self.isDoor($0) }.sorted() == [])
    #expect(known.subtracting(Self.house.rooms.keys).sorted() == [])
  }

  @Test(arguments: workingRooms.sorted())
  func `a working room imports nouns and never another working room`(room: String) {
    let imports = Self.house.imports(of: room)
    #expect(imports.intersection(Self.workingRooms.union(["Handover"])).sorted() == [])
  }

  @Test(arguments: nouns.sorted())
  func `a noun room imports no working room and not the facade`(room: String) {
    let imports = Self.house.imports(of: room)
    #expect(imports.intersection(Self.workingRooms.union(["Handover"])).sorted() == [])
  }

  @Test func `the command imports the facade and no room`() {
    let imports = Self.house.imports(of: "HandoverCommand").subtracting(Self.standard)
    #expect(imports.sorted() == ["ArgumentParser", "Handover"])
  }

  @Test func `each door is opened by one room`() {
    for door in Self.house.rooms.keys.filter(Self.isDoor) {
      let openers = Self.house.rooms.keys.filter { Self.house.imports(of: $0).contains(door) }
      #expect(openers.count == 1, "\(door) is opened by \(openers.sorted())")
    }
  }

  @Test func `only the room behind the wall sees poppler and qpdf, and only the reader process sees that room`() {
    for room in Self.house.rooms.keys {
      let imports = Self.house.imports(of: room)
      #expect(room == "FileInspecting" || imports.isDisjoint(with: ["CPoppler", "CQPDF"]), "\(room)")
      #expect(room == "HandoverReader" || imports.isDisjoint(with: ["FileInspecting", "HandoverReader"]), "\(room)")
    }
  }

  @Test func `signatures of strangers are opened behind the wall only`() {
    for room in Self.house.rooms.keys where room != "FileInspecting" {
      #expect(!Self.house.imports(of: room).contains("SignedMessages"), "\(room)")
    }
  }

  @Test func `nobody imports what the manifest does not declare`() {
    for (room, declared) in Self.house.declared {
      let imports = Self.house.imports(of: room).subtracting(Self.standard)
      #expect(imports.subtracting(declared).sorted() == [], "\(room)")
    }
    #expect(Self.house.declared.count > 20)
  }

  @Test func `the manifest declares nothing that is not imported`() {
    for (room, declared) in Self.house.declared {
      #expect(declared.subtracting(Self.house.imports(of: room)).sorted() == [], "\(room)")
    }
  }

  private static func isDoor(_ room: String) -> Bool {
    room.first == "C" && room.dropFirst().first?.isUppercase == true
  }
}

/// The sources as they lie on disk.
struct House {
  /// The imports of each room's files.
  private(set) var rooms: [String: Set<String>] = [:]
  /// The imports of the driver that measures the rooms, which is no room.
  private(set) var stages: Set<String> = []
  /// The imports of the program that feeds the readers with made-up inputs, which is no room either.
  private(set) var fuzzing: Set<String> = []
  /// What `Package.swift` lets a room import.
  private(set) var declared: [String: Set<String>] = [:]

  init() {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let sources = root.appendingPathComponent("Sources").path
    for room in (try? FileManager.default.contentsOfDirectory(atPath: sources)) ?? [] {
      rooms[room] = Self.imports(below: "\(sources)/\(room)")
    }
    stages = Self.imports(below: root.appendingPathComponent("Benchmarks/Stages").path)
    fuzzing = Self.imports(below: root.appendingPathComponent("Tests/Fuzzing").path)
    let manifest = (try? String(contentsOf: root.appendingPathComponent("Package.swift"), encoding: .utf8)) ?? ""
    declared = Self.dependencies(in: manifest)
  }

  func imports(of room: String) -> Set<String> {
    switch room {
    case "Stages": stages
    case "Fuzzing": fuzzing
    default: rooms[room] ?? []
    }
  }

  private static func imports(below folder: String) -> Set<String> {
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    var imports: Set<String> = []
    for file in files where file.hasSuffix(".swift") {
      let source = (try? String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)) ?? ""
      for match in source.matches(of: #/(?m)^(?:@\w+ )?(?:private |internal |package |public )?import (\w+)/#) {
        imports.insert(String(match.1))
      }
    }
    return imports
  }

  /// Reads `room("X", ["A", "B"])` and the executable targets out of the manifest.
  private static func dependencies(in manifest: String) -> [String: Set<String>] {
    var declared: [String: Set<String>] = [:]
    for match in manifest.matches(of: #/room\(\s*"(\w+)"(?:,\s*\[([^\]]*)\])?/#) {
      declared[String(match.1)] = quoted(match.2 ?? "")
    }
    for match in manifest.matches(of: #/executableTarget\(\s*name: "(\w+)",\s*dependencies: \[([^\]]*)\]/#) {
      declared[String(match.1)] = quoted(match.2).subtracting(["swift-argument-parser"])
    }
    return declared
  }

  private static func quoted(_ list: Substring) -> Set<String> {
    Set(list.matches(of: #/"([\w-]+)"/#).map { String($0.1) })
  }
}
