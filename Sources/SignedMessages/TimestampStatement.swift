import CCMS

/// What a time stamp states (RFC 3161, `TSTInfo`): a digest, and when it was seen.
struct TimestampStatement {
  /// Seconds since 1970.
  let time: Int
  /// `nil` when this library has not got it.
  let method: OpaquePointer?
  private let number: String
  private let imprint: [UInt8]

  init?(_ message: CMSMessage) {
    guard message.isTimestamp, let content = message.content else { return nil }
    let statement = content.withUnsafeBufferPointer { bytes in
      var start = bytes.baseAddress
      return Owned(d2i_TS_TST_INFO(nil, &start, bytes.count), { TS_TST_INFO_free($0) })
    }
    guard let statement, let imprint = TS_TST_INFO_get_msg_imprint(statement.pointer),
      let time = seconds(of: TS_TST_INFO_get_time(statement.pointer))
    else { return nil }
    let object = TS_MSG_IMPRINT_get_algo(imprint)?.pointee.algorithm
    self.time = time
    method = digestMethod(of: object)
    number = SignedMessages.number(of: object)
    self.imprint = bytes(of: TS_MSG_IMPRINT_get_msg(imprint))
  }

  func outcome(over pieces: [UnsafeRawBufferPointer]) -> SignedMessage.Outcome {
    guard let method else { return .unknownAlgorithm(number) }
    return digest(of: pieces, method) == imprint ? .intact : .digestDiffers
  }
}
