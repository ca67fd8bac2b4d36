import CLinux

/// What this process runs on, as far as a plugin's library must fit it.
package enum HostPlatform {
  #if arch(x86_64)
    /// The platform as manifests name it.
    package static let name = "linux-x86_64-gnu"
    /// The processor's number in ELF files.
    package static let machine: UInt16 = 62
  #elseif arch(arm64)
    /// The platform as manifests name it.
    package static let name = "linux-aarch64-gnu"
    /// The processor's number in ELF files.
    package static let machine: UInt16 = 183
  #endif

  #if compiler(>=6.5)
    private static let swift = "6.5 or later"
  #elseif compiler(>=6.4)
    private static let swift = "6.4"
  #elseif compiler(>=6.3)
    private static let swift = "6.3"
  #else
    private static let swift = "6.2"
  #endif

  /// What a manifest says of a library that uses the Swift runtime of this host.
  package static let swiftRuntime = "host:\(swift)"

  /// The version of the running glibc; nil where it does not say one.
  package static let glibc: GlibcVersion? = clinux_glibc_version().flatMap { GlibcVersion(String(cString: $0)) }

  /// The processor's name of an ELF number, for people.
  static func processor(_ machine: UInt16) -> String {
    switch machine {
    case 3: "x86 (32 bits)"
    case 40: "arm (32 bits)"
    case 62: "x86_64"
    case 183: "aarch64"
    case 243: "riscv"
    default: "processor \(machine)"
    }
  }
}
