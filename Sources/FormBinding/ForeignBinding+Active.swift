package import ReaderProtocol
package import Templates

extension ForeignBinding {
  /// What a file holds that could run, send or fetch, and that is not listed: the same text, in the same place and on the same event.
  ///
  /// A file may hold less, since many programs leave such things out when they save.
  package func unlisted(in untrusted: [ActiveItem]) -> [ActiveItem] {
    let known = Set(active)
    return untrusted.filter { item in
      guard item.kind != ActiveItem.xfa else { return false }
      guard let digest = item.digest else { return true }
      return !known.contains(Active(kind: item.kind, digest: digest, place: item.place, event: item.event))
    }
  }
}
