import ArgumentParser
import Handover

/// Whose word counts for who a signer is.
struct TrustOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "信任的根证书（PEM、DER）所在文件夹，可多次给出 / a folder with root certificates to trust", valueName: "FOLDER"))
  var trust: [String] = []

  @Flag(help: "也信任系统的根证书 / trust the system's root certificates too")
  var systemRoots = false

  func roots() throws(Refusal) -> TrustRoots { try TrustRoots(folders: trust, system: systemRoots) }
}
