extension PluginManifest {
  /// The library that the manifest stands for.
  package struct Binary: Sendable, Equatable, Codable {
    /// Kernel, machine and C library, such as `linux-x86_64-gnu`.
    package var platform: String
    /// The library's path, relative to the manifest's folder and never outside of it.
    package var path: String
    /// The digest of the whole file, in lower-case hexadecimal.
    package var sha256: String
    /// The file's length in bytes.
    package var size: Int
    /// The least glibc that has all the symbols asked for, such as `2.34`; empty where none is asked for.
    package var glibcMin: String
    /// `host:6.3` where the library uses the Swift runtime of a host of that version, else `static`.
    package var swiftRuntime: String
    /// The libraries that this one is linked to, by the names in the file.
    package var needed: [String]

    /// A record of a library; glibc's version, Swift's runtime and the needed libraries are those of plain C.
    package init(platform: String, path: String, sha256: String, size: Int) {
      (self.platform, self.path, self.sha256, self.size) = (platform, path, sha256, size)
      (glibcMin, swiftRuntime, needed) = ("", "static", [])
    }
  }
}
