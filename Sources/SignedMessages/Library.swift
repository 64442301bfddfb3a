import CCMS

/// Brings OpenSSL up, and has it set up what it sets up at first use: algorithms, names of errors, random numbers.
func beginLibrary() {
  _ = ccms_begin()
  for name in ["SHA1", "SHA256", "SHA384", "SHA512", "SM3"] {
    let digest = EVP_MD_fetch(nil, name, nil)
    var result = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    if let digest { EVP_Digest(nil, 0, &result, nil, digest, nil) }
    EVP_MD_free(digest)
  }
  ERR_clear_error()
}

/// A C object that is freed when its owner goes.
final class Owned {
  let pointer: OpaquePointer
  private let free: (OpaquePointer) -> Void

  init?(_ pointer: OpaquePointer?, _ free: @escaping (OpaquePointer) -> Void) {
    guard let pointer else { return nil }
    self.pointer = pointer
    self.free = free
  }

  deinit { free(pointer) }
}

/// The members of one of OpenSSL's stacks, as long as the stack lives.
func members(of stack: OpaquePointer?) -> [OpaquePointer] {
  guard let stack else { return [] }
  return (0..<max(0, OPENSSL_sk_num(stack))).compactMap { index in
    OPENSSL_sk_value(stack, index).map { OpaquePointer($0) }
  }
}

func bytes(of string: UnsafePointer<ASN1_STRING>?) -> [UInt8] {
  guard let string, let start = ASN1_STRING_get0_data(string) else { return [] }
  return Array(UnsafeBufferPointer(start: start, count: max(0, Int(ASN1_STRING_length(string)))))
}

/// Seconds since 1970; `nil` when it is no time.
func seconds(of time: UnsafePointer<ASN1_TIME>?) -> Int? {
  guard let time, let epoch = ASN1_TIME_set(nil, 0) else { return nil }
  defer { ASN1_STRING_free(epoch) }
  var days: CInt = 0
  var seconds: CInt = 0
  guard ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else { return nil }
  return Int(days) * 86_400 + Int(seconds)
}

/// The dotted number of an object identifier.
func number(of object: OpaquePointer?) -> String {
  guard let object else { return "" }
  var buffer = [CChar](repeating: 0, count: 128)
  let count = OBJ_obj2txt(&buffer, CInt(buffer.count), object, 1)
  guard count > 0 else { return "" }
  return String(decoding: buffer.prefix(min(Int(count), buffer.count - 1)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// The digest that an object identifier stands for; `nil` when this library has none of it.
func digestMethod(of object: OpaquePointer?) -> OpaquePointer? {
  guard let object else { return nil }
  let number = OBJ_obj2nid(object)
  guard number != NID_undef, let name = OBJ_nid2sn(number) else { return nil }
  return EVP_get_digestbyname(name)
}

func digestName(_ method: OpaquePointer) -> String {
  EVP_MD_get0_name(method).map { String(cString: $0).replacing("-", with: "").replacing("SHA2", with: "SHA") } ?? ""
}

/// The digest of pieces as if they stood behind one another.
func digest(of pieces: [UnsafeRawBufferPointer], _ method: OpaquePointer) -> [UInt8]? {
  guard let context = Owned(EVP_MD_CTX_new(), { EVP_MD_CTX_free($0) }),
    EVP_DigestInit_ex(context.pointer, method, nil) == 1
  else { return nil }
  for piece in pieces where EVP_DigestUpdate(context.pointer, piece.baseAddress, piece.count) != 1 { return nil }
  var result = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
  var count: CUnsignedInt = 0
  guard EVP_DigestFinal_ex(context.pointer, &result, &count) == 1 else { return nil }
  return Array(result.prefix(Int(count)))
}
