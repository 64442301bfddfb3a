import Diagnostics
import Foundation

/// What packets hold: `manifest.json`, by which a later run knows what has changed.
struct PacketManifest: Sendable, Codable {
  /// A paper, whether it was printed in this run or stayed as it was.
  struct Document: Sendable, Codable, Hashable {
    var form: String
    var version: String
    var title: String
    var place: [String]
    /// What its codes say.
    var key: String
    /// The person's number in the list; `nil` for papers about a batch.
    var row: Int?
    /// Only when asked for.
    var name: String?
    var pages: Int
    var copies: Int
    var keepers: [String]
    /// Of its content.
    var sha256: String
    /// The receiver's file that holds it, and the number of its first page there; `nil` for what was not printed again.
    var file: String?
    var firstPage: Int?
  }

  /// A PDF file.
  struct File: Sendable, Codable, Hashable {
    var file: String
    var place: [String]
    /// Of a file with one keeper's copies.
    var keeper: String?
    var documents: Int
    var pages: Int
    var bytes: Int
    var sha256: String
  }

  /// What all of it was made from.
  struct Head: Sendable, Codable, Hashable {
    var handover: String
    var profile: String
    var batch: String?
    var kind: String
    var copies: String
  }

  var packets: Head
  var files: [File] = []
  var documents: [Document] = []

  /// Its JSON, with a line for each file and each document; equal manifests give equal bytes.
  var json: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func line(_ value: some Encodable) -> String {
      // These types hold texts and whole numbers only, which always encode.
      String(decoding: (try? encoder.encode(value)) ?? Data(), as: UTF8.self)
    }
    func list(_ lines: [String]) -> String { lines.isEmpty ? "[]" : "[\n\(lines.joined(separator: ",\n"))\n]" }
    return Array(
      """
      {"packets":\(line(packets)),
      "files":\(list(files.map { line($0) })),
      "documents":\(list(documents.map { line($0) }))}

      """.utf8)
  }

  /// Reads a manifest.
  ///
  /// - Throws: `Refusal` when it is missing or none.
  init(path: String) throws(Refusal) {
    let bytes = try contents(of: path)
    do {
      self = try JSONDecoder().decode(PacketManifest.self, from: Data(bytes))
    } catch {
      throw Refusal(
        Finding(
          .error, .packetManifestUnusable, at: Place(file: path),
          Phrase("这不是材料包的清单", "this is no manifest of packets"),
          hint: Phrase(
            "应为 handover packet 写出的 manifest.json", "it should be a manifest.json that handover packet wrote")))
    }
  }

  init(packets: Head) { self.packets = packets }
}

/// What differs between a transfer and its earlier manifest.
struct PacketChanges {
  /// By their numbers among the documents that there are now.
  private(set) var unchanged: Set<Int> = []
  /// Papers that there are no longer.
  private(set) var vanished: [PacketManifest.Document] = []

  fileprivate struct Content: Hashable {
    var form: String
    var place: [String]
    var sha256: String
  }

  fileprivate struct Name: Hashable {
    var form: String
    var key: String
  }

  /// - Parameter isWanted: Which of the earlier papers are asked for at all.
  init(
    from earlier: PacketManifest, to documents: [PacketManifest.Document],
    isWanted: (PacketManifest.Document) -> Bool
  ) {
    let before = earlier.documents.filter(isWanted)
    var known = Dictionary(grouping: before.indices) { before[$0].content }.mapValues { $0[...] }
    var open = Set(before.indices)
    for (number, document) in documents.enumerated() {
      guard let same = known[document.content]?.popFirst() else { continue }
      unchanged.insert(number)
      open.remove(same)
    }
    // Of the rest, those whose key has another content now have changed.
    let changed = Set(documents.indices.filter { !unchanged.contains($0) }.map { documents[$0].identity })
    vanished = open.sorted().map { before[$0] }.filter { !changed.contains($0.identity) }
  }
}

extension PacketManifest.Document {
  fileprivate var content: PacketChanges.Content { .init(form: form, place: place, sha256: sha256) }
  fileprivate var identity: PacketChanges.Name { .init(form: form, key: key) }
}
