private import CQPDF
private import Glibc

/// One PDF, opened by qpdf. Owns its document, and lends no handle of it.
final class QPDFFile {
  private var document: qpdf_data?
  /// qpdf reads from its memory as long as the document lives.
  private let source: DocumentBytes
  /// The one that opened it; `nil` when it opens without one.
  let password: String?

  private var hadRepairs = false
  private var reconstructed = false
  /// Objects asked for before; many fields may refer to one long array.
  private var copies = ObjectCopies()
  /// Streams that could not be unpacked within the limits; after so many a file gets no more chances.
  private var failedStreams = 0
  private static let patience = 16

  /// What qpdf says where a file cannot be opened.
  enum Failure: Error {
    case encrypted
    case damaged
    case memory
  }

  /// - Parameters:
  ///   - passwords: Tried in order when it does not open without one.
  ///   - knowsStreams: Whether to read cross-reference streams, as programs do since PDF 1.5.
  /// - Throws: when there is no document in these bytes that opens, even after qpdf's repairs.
  init(_ source: DocumentBytes, passwords: [String] = [], knowsStreams: Bool = true) throws(Failure) {
    self.source = source
    var failure: Failure?
    for password in [nil] + passwords.map(Optional.some) {
      switch Self.open(source, password: password, knowsStreams: knowsStreams) {
      case .success(let opened):
        document = opened
        self.password = password
        return
      case .failure(.encrypted): failure = .encrypted
      case .failure(let other): throw other
      }
    }
    throw failure ?? .damaged
  }

  deinit { qpdf_cleanup(&document) }

  private static func open(
    _ bytes: DocumentBytes, password: String?, knowsStreams: Bool
  ) -> Result<qpdf_data?, Failure> {
    var document = qpdf_init()
    qpdf_set_ignore_xref_streams(document, knowsStreams ? 0 : 1)
    qpdf_set_suppress_warnings(document, 1)
    qpdf_silence_errors(document)
    let outcome = bytes.withUnsafeBytes { memory in
      qpdf_read_memory(
        document, "", memory.baseAddress?.assumingMemoryBound(to: CChar.self), UInt64(memory.count), password)
    }
    guard outcome & 2 != 0 else { return .success(document) }
    let failure = failure(of: document)
    qpdf_cleanup(&document)
    return .failure(failure)
  }

  /// Whether qpdf had to find the objects by itself, since no table led to them.
  var wasReconstructed: Bool {
    if takeRepairs() { hadRepairs = true }
    return reconstructed
  }

  var isEncrypted: Bool { qpdf_is_encrypted(document) != 0 }
  var isLinearized: Bool { qpdf_is_linearized(document) != 0 }
  var trailer: PDFObject { take(qpdf_get_trailer(document)) }

  /// Whether qpdf had to mend anything up to now; asking clears the list.
  ///
  /// A wrong count of objects alone is no damage: pypdf writes it into every file that it saves incrementally.
  ///
  /// - Parameter expected: What else is no damage: the beginnings of messages.
  func takeRepairs(expected: [String] = []) -> Bool {
    var found = hadRepairs
    hadRepairs = false
    while qpdf_more_warnings(document) != 0 {
      let warning = qpdf_next_warning(document)
      let text = qpdf_get_error_message_detail(document, warning).map { String(cString: $0) } ?? ""
      if !(expected + ["reported number of objects"]).contains(where: { text.hasPrefix($0) }) { found = true }
      if text.contains("reconstruct") { reconstructed = true }
    }
    clearError()
    return found
  }

  /// The object itself where this is a reference; null where it refers to nothing.
  func resolve(_ object: PDFObject) -> PDFObject {
    var object = object
    for _ in 0..<16 {
      guard case .reference(let number) = object else { return object }
      if let copy = copies[number] {
        object = copy
        continue
      }
      let handle = qpdf_get_object_by_id(document, number.id, number.generation)
      object = copy(handle, as: number)
      qpdf_oh_release(document, handle)
      clearError()
      copies[number] = object
    }
    return .null
  }

  /// The pages, in order. Empty when the page tree cannot be read.
  func pages() -> [ObjectNumber] {
    let count = qpdf_get_num_pages(document)
    clearError()
    guard count > 0 else { return [] }
    return (0..<count).map { index in
      let handle = qpdf_get_page_n(document, Int(index))
      defer { qpdf_oh_release(document, handle) }
      return ObjectNumber(
        id: qpdf_oh_get_object_id(document, handle), generation: qpdf_oh_get_generation(document, handle))
    }
  }

  /// A stream's content, unpacked.
  ///
  /// - Returns: `nil` when it cannot be unpacked, or is longer than `limit`.
  func content(of stream: ObjectNumber, limit: Int) -> [UInt8]? {
    guard failedStreams < Self.patience else { return nil }
    let handle = qpdf_get_object_by_id(document, stream.id, stream.generation)
    defer {
      qpdf_oh_release(document, handle)
      clearError()
    }
    var filtered: QPDF_BOOL = 0
    var buffer: UnsafeMutablePointer<UInt8>?
    var length = 0
    let outcome = qpdf_oh_get_stream_data(document, handle, qpdf_dl_all, &filtered, &buffer, &length)
    defer { free(buffer) }
    guard outcome & 2 == 0, filtered != 0, length <= limit else {
      failedStreams += 1
      return nil
    }
    // qpdf does not mind when the check sum is wrong.
    if !isWhole(stream, limit: limit) { hadRepairs = true }
    guard let buffer else { return [] }
    return Array(UnsafeBufferPointer(start: buffer, count: length))
  }

  /// A stream's content as it stands in the file, only decrypted; `nil` when it cannot be read or is longer than `limit`.
  func rawContent(of stream: ObjectNumber, limit: Int) -> [UInt8]? {
    let handle = qpdf_get_object_by_id(document, stream.id, stream.generation)
    defer {
      qpdf_oh_release(document, handle)
      clearError()
    }
    var buffer: UnsafeMutablePointer<UInt8>?
    var length = 0
    let outcome = qpdf_oh_get_stream_data(document, handle, qpdf_dl_none, nil, &buffer, &length)
    defer { free(buffer) }
    guard outcome & 2 == 0, length <= limit else { return nil }
    guard let buffer else { return [] }
    return Array(UnsafeBufferPointer(start: buffer, count: length))
  }

  /// The document with other contents in some streams and other entries in some dictionaries, and without encryption.
  ///
  /// - Returns: `nil` when qpdf cannot write it.
  func rewritten(
    contents: [ObjectNumber: [UInt8]], entries: [(object: ObjectNumber, name: PDFName, value: PDFObject)]
  ) -> DocumentBytes? {
    copies = ObjectCopies()
    for (number, content) in contents {
      let stream = qpdf_get_object_by_id(document, number.id, number.generation)
      let none = qpdf_oh_new_null(document)
      qpdf_oh_replace_stream_data(document, stream, content, content.count, none, none)
      qpdf_oh_release(document, stream)
      qpdf_oh_release(document, none)
    }
    for (number, name, value) in entries {
      guard let text = value.bytes(limit: 4 << 20) else { return nil }
      let dictionary = qpdf_get_object_by_id(document, number.id, number.generation)
      let parsed = qpdf_oh_parse(document, String(decoding: text, as: UTF8.self))
      qpdf_oh_replace_key(document, dictionary, "/" + String(decoding: name.bytes, as: UTF8.self), parsed)
      qpdf_oh_release(document, dictionary)
      qpdf_oh_release(document, parsed)
    }
    clearError()
    guard qpdf_init_write_memory(document) & 2 == 0 else { return nil }
    qpdf_set_preserve_encryption(document, 0)
    qpdf_set_deterministic_ID(document, 1)
    qpdf_set_stream_data_mode(document, qpdf_s_preserve)
    defer { clearError() }
    guard qpdf_write(document) & 2 == 0, let buffer = qpdf_get_buffer(document) else { return nil }
    return DocumentBytes(Array(UnsafeBufferPointer(start: buffer, count: qpdf_get_buffer_length(document))))
  }

  private func take(_ handle: qpdf_oh) -> PDFObject {
    defer { qpdf_oh_release(document, handle) }
    return shallow(handle)
  }

  /// A reference where the handle is one, the copied object otherwise.
  private func shallow(_ handle: qpdf_oh) -> PDFObject {
    guard qpdf_oh_is_indirect(document, handle) != 0 else { return copy(handle, as: nil) }
    return .reference(
      ObjectNumber(id: qpdf_oh_get_object_id(document, handle), generation: qpdf_oh_get_generation(document, handle)))
  }

  private func copy(_ handle: qpdf_oh, as number: ObjectNumber?) -> PDFObject {
    switch qpdf_oh_get_type_code(document, handle) {
    case ot_boolean: return .boolean(qpdf_oh_get_bool_value(document, handle) != 0)
    case ot_integer: return .integer(Int(qpdf_oh_get_int_value(document, handle)))
    case ot_real: return .real(qpdf_oh_get_numeric_value(document, handle))
    case ot_name: return .name(PDFName(bytes: Array(bytes(handle, qpdf_oh_get_value_as_name).dropFirst())))
    case ot_string: return .string(bytes(handle, qpdf_oh_get_value_as_string))
    case ot_array:
      return .array(
        (0..<max(0, qpdf_oh_get_array_n_items(document, handle))).map {
          take(qpdf_oh_get_array_item(document, handle, $0))
        })
    case ot_dictionary: return .dictionary(dictionary(handle))
    case ot_stream:
      guard let number else { return .null }
      let entries = qpdf_oh_get_dict(document, handle)
      defer { qpdf_oh_release(document, entries) }
      return .stream(number, dictionary(entries))
    default: return .null
    }
  }

  private func dictionary(_ handle: qpdf_oh) -> PDFDictionary {
    // qpdf walks one dictionary at a time, and the keys it lends live until the next: first all keys, then the values.
    var keys: [[CChar]] = []
    qpdf_oh_begin_dict_key_iter(document, handle)
    while qpdf_oh_dict_more_keys(document) != 0 {
      guard let key = qpdf_oh_dict_next_key(document) else { break }
      keys.append(Array(UnsafeBufferPointer(start: key, count: strlen(key) + 1)))
    }
    return PDFDictionary(
      entries: keys.map { key in
        let name = key.dropFirst().dropLast().map { UInt8(bitPattern: $0) }
        return (PDFName(bytes: name), take(qpdf_oh_get_key(document, handle, key)))
      })
  }

  private func bytes(
    _ handle: qpdf_oh,
    _ get: (qpdf_data?, qpdf_oh, UnsafeMutablePointer<UnsafePointer<CChar>?>?, UnsafeMutablePointer<Int>?) -> QPDF_BOOL
  ) -> [UInt8] {
    var start: UnsafePointer<CChar>?
    var length = 0
    guard get(document, handle, &start, &length) != 0, let start else { return [] }
    return Array(UnsafeRawBufferPointer(start: start, count: length))
  }

  private func clearError() {
    if qpdf_has_error(document) != 0 { _ = qpdf_get_error(document) }
  }

  private static func failure(of document: qpdf_data?) -> Failure {
    guard let error = qpdf_get_error(document) else { return .damaged }
    let text = qpdf_get_error_message_detail(document, error).map { String(cString: $0) } ?? ""
    if text.contains("bad_alloc") || text.contains("length_error") { return .memory }
    switch qpdf_get_error_code(document, error) {
    case qpdf_e_password: return .encrypted
    case qpdf_e_unsupported: return .encrypted
    default: return .damaged
    }
  }
}
