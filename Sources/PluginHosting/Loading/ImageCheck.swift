import CLinux
import NASPlugin

/// The checks of a library's bytes that come before any of its code runs.
struct ImageCheck {
  let image: ELFImage
  let path: String

  /// Throws `.invalid` for another processor, no entry function, an unknown library or a newer glibc.
  func check(entry: String, glibc host: GlibcVersion? = HostPlatform.glibc) throws {
    guard image.machine == HostPlatform.machine else {
      let (theirs, ours) = (HostPlatform.processor(image.machine), HostPlatform.processor(HostPlatform.machine))
      throw refusal("it was built for \(theirs), and this machine is \(ours)", "get or build it for this machine")
    }
    guard image.hasEntry else {
      throw refusal("it does not export the function \(entry)", "export it, as the templates do")
    }
    if let stranger = image.needed.first(where: { !Self.isAllowed($0) }) {
      throw refusal(
        "it needs the library \(stranger), and plugins may use only the C, C++ and Swift runtimes",
        "link \(stranger) statically")
    }
    guard let wanted = image.glibc, let host, host < wanted else { return }
    throw refusal(
      "it needs GLIBC_\(wanted) (\(image.glibcLibrary)), and this machine has glibc \(host)",
      "build it on the oldest system that it must run on")
  }

  private func refusal(_ reason: String, _ hint: String) -> NASError {
    NASError(.invalid, "the plugin library \(path) is refused: \(reason)", hint: hint)
  }

  private static let allowed: Set<String> = [
    "libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libstdc++.so.6", "libgcc_s.so.1",
  ]

  /// The runtimes, by plain names: a path could name anything.
  private static func isAllowed(_ name: String) -> Bool {
    guard !name.contains("/") else { return false }
    return allowed.contains(name) || name.hasPrefix("ld-linux") || isSwift(name)
  }

  static func isSwift(_ name: String) -> Bool { name.hasPrefix("libswift") && name.hasSuffix(".so") }
}
