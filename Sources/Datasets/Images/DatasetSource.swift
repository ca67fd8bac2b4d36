import Glibc
import NASPlugin

/// One part of a data set in its official files, and a fingerprint of those files.
struct DatasetSource {
  let format: any DatasetFormat
  let folder: String
  let part: DatasetPart
  let description: DatasetDescription
  /// Differs whenever a file was replaced or touched.
  ///
  /// Made of names, sizes and modification times, so it costs no reading.
  let fingerprint: UInt64

  /// Checks headers and sizes of the files.
  init(format: any DatasetFormat, folder: String, part: DatasetPart) throws {
    (self.format, self.folder, self.part) = (format, folder, part)
    description = try format.describe(in: folder)
    fingerprint = try Self.fingerprint(of: format.files(part, in: folder))
  }

  /// The file name of the decoded part in a cache.
  var cacheName: String { "\(format.name)-\(part.rawValue)-\(String(fingerprint, radix: 16))" }

  /// The head of the decoded part.
  var header: ImageFileHeader {
    ImageFileHeader(
      shape: description.shape, count: description.count(part), classes: description.classes, fingerprint: fingerprint)
  }

  private static func fingerprint(of files: [String]) throws -> UInt64 {
    // FNV-1a: the cache is the user's own, so no one is to be kept from making a collision.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for path in files {
      guard let status = try FileSystem.status(at: path) else { throw FileSystem.failure("find", path) }
      let facts = "\(path)\n\(status.st_size)\n\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)\n"
      for byte in facts.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }
    return hash
  }
}
