/// One file in an archive, as the archive's directory describes it.
struct ZipEntry: Equatable {
  let name: String
  let method: Int
  let checksum: UInt32
  let compressedSize: Int
  let size: Int
  /// Where the entry's own head is in the archive.
  let offset: Int

  static let stored = 0
  static let deflated = 8
}
