import Diagnostics

extension Finding.Code {
  package static let installationMissing = Self("installation-missing")
  package static let fileUnreadable = Self("file-unreadable")
  package static let outputUnwritable = Self("output-unwritable")
  package static let profileUnknown = Self("profile-unknown")
  package static let formUnknown = Self("form-unknown")
  package static let fileExists = Self("file-exists")
  package static let fileNamePattern = Self("file-name-pattern")
  package static let requestContradicts = Self("request-contradicts")
  package static let runChanged = Self("run-changed")
  package static let shardUnusable = Self("shard-unusable")
  package static let settingUnknown = Self("setting-unknown")
  package static let formNotOurs = Self("form-not-ours")
  package static let formVersionUnknown = Self("form-version-unknown")
  package static let readerMissing = Self("reader-missing")
  package static let formIsScan = Self("scan")
  package static let attachmentOnly = Self("attachment-only")
  package static let attachmentUnusable = Self("attachment-unusable")
  package static let nothingAccepted = Self("nothing-accepted")
}
