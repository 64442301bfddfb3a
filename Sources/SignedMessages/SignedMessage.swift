/// What came of checking one signature over some bytes.
package struct SignedMessage: Sendable, Equatable {
  /// Whether the bytes are those that were signed.
  package enum Outcome: Sendable, Equatable {
    /// The digest is that of the bytes, and the key that goes with the certificate has signed it.
    case intact
    /// The bytes are not those that were signed.
    case digestDiffers
    /// The signature does not belong to the digest or to the certificate.
    case signatureWrong
    /// No signature can be made out of it.
    case malformed
    /// The algorithm or the kind of signature is not known here; its name or number.
    case unknownAlgorithm(String)
    /// The certificate of the signer is not among those that came along.
    case noCertificate
  }

  /// What is known of whose certificate it is.
  package enum Identity: String, Sendable {
    /// No roots were given.
    case notChecked
    /// It leads to one of the roots, and was valid at the stated time.
    case trusted
    /// It leads to none of the roots.
    case unknownIssuer
    /// It was not valid at the stated time.
    case expired
    /// A certificate of the chain is not right: its signature, its purpose, its limits.
    case chainWrong
  }

  package var outcome: Outcome
  package var identity = Identity.notChecked
  /// The common name of the signer's certificate, or what else its subject says.
  package var signer: String?
  /// Seconds since 1970 that the signer states; signed, but proven by nobody.
  package var signingTime: Int?
  /// A time stamp over the signature, or the signature itself when it is one.
  package var timestamp: Timestamp?
  /// The name of the digest, such as `SHA256`.
  package var digest: String?
  /// Whether the stated time lies within the certificate's validity; `nil` when there is no time.
  package var isWithinValidity: Bool?

  /// What a time-stamping authority has stated.
  package struct Timestamp: Sendable, Equatable {
    /// Seconds since 1970.
    package var time: Int
    package var isIntact: Bool
    package var identity: Identity
  }

  init(_ outcome: Outcome) { self.outcome = outcome }

  /// Of a kind that is known by name only.
  package init(unknown name: String) { self.init(.unknownAlgorithm(name)) }

  /// Whether the digest is one that is no longer safe against forging.
  package var hasWeakDigest: Bool { ["MD2", "MD4", "MD5", "MD5-SHA1", "SHA1"].contains(digest) }
}

/// Readies OpenSSL; to be called before the process gives up opening files. Nothing is read from files even so.
package func beginSignedMessages() {
  beginLibrary()
}
