import Glibc
import NASPlugin

/// One part of a data set in its own files, and a fingerprint of those files.
struct DatasetSource {
  let header: ImageFileHeader
  let decode: (ImageWriter) throws -> Void
  private let name: String

  /// Looks at names, sizes and modification times, so it costs no reading.
  init(_ description: DatasetDescription, _ part: DatasetPart, _ source: SourceFiles) throws {
    let fingerprint = try Self.fingerprint(of: source)
    header = try ImageFileHeader(description, part, fingerprint: fingerprint)
    decode = source.decode
    name = "\(description.name)-\(part.rawValue)"
  }

  /// The file name of the decoded part in a cache.
  var cacheName: String { "\(name)-\(String(header.fingerprint, radix: 16)).images" }

  /// Differs whenever a file was added, removed, replaced or touched, or a setting changed.
  private static func fingerprint(of source: SourceFiles) throws -> UInt64 {
    // FNV-1a: the cache is the user's own, so no one is to be kept from making a collision.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func mix(_ text: String) {
      for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }
    mix(source.settings)
    for path in source.files {
      guard let status = try FileSystem.status(at: path) else { throw FileSystem.failure("find", path) }
      mix("\(path)\n\(status.st_size)\n\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)\n")
    }
    return hash
  }
}
