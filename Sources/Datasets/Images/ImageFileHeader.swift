/// The 64 bytes at the front of a cache file: what follows, and of which source files it was made.
///
/// Layout, little-endian: magic (8 bytes), fingerprint, count (64 bits each), channels, height, width, classes (32 bits
/// each), length of the file (64 bits), zeros. Then the images, channel by channel and row by row, then one label byte
/// an image.
struct ImageFileHeader: Equatable {
  static let size = 64
  // The last two characters are the layout's version.
  private static let magic = Array("NASIMG01".utf8)

  let shape: ImageShape
  let count: Int
  let classes: Int
  let fingerprint: UInt64

  var imageBytes: Int { count * shape.count }
  var fileSize: Int { Self.size + imageBytes + count }

  var bytes: [UInt8] {
    var bytes = Self.magic
    let long = [fingerprint, UInt64(count)]
    let short = [shape.channels, shape.height, shape.width, classes].map { UInt32($0) }
    for word in long { withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) } }
    for word in short { withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) } }
    withUnsafeBytes(of: UInt64(fileSize).littleEndian) { bytes.append(contentsOf: $0) }
    return bytes + [UInt8](repeating: 0, count: Self.size - bytes.count)
  }
}
