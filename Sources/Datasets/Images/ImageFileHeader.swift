import NASPlugin

/// The 64 bytes at the front of a cache file: what follows, and of which source files it was made.
///
/// Layout, little-endian: magic (8 bytes), fingerprint, count (64 bits each), channels, height, width, classes (32 bits
/// each), length of the file (64 bits), zeros. Then the images, channel by channel and row by row, zeros up to a
/// multiple of 8 bytes, the channels' means and standard deviations (64-bit floats), and one label of 16 bits an image.
struct ImageFileHeader: Equatable {
  static let size = 64
  /// Labels have 16 bits.
  static let mostClasses = 1 << 16
  // The last two characters are the layout's version.
  private static let magic = Array("NASIMG02".utf8)

  let shape: ImageShape
  let count: Int
  let classes: Int
  let fingerprint: UInt64

  var imageBytes: Int { count * shape.count }
  var padding: Int { -imageBytes & 7 }
  var statisticsOffset: Int { Self.size + imageBytes + padding }
  var labelsOffset: Int { statisticsOffset + 16 * shape.channels }
  var fileSize: Int { labelsOffset + 2 * count }

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

extension ImageFileHeader {
  /// Reads the head of a file of a length; nil where it is none, or does not fit the length.
  init?(_ bytes: UnsafeRawBufferPointer, fileSize: Int) {
    guard bytes.count >= Self.size else { return nil }
    func word<Word: FixedWidthInteger>(_ offset: Int, _ type: Word.Type) -> Word {
      Word(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Word.self))
    }
    let (fingerprint, images) = (word(8, UInt64.self), word(16, UInt64.self))
    let extents = (0..<4).map { Int(word(24 + 4 * $0, UInt32.self)) }
    // Extents below 2^20 and a count below the file's length keep every product below within 64 bits.
    guard extents.allSatisfy({ (1..<(1 << 20)).contains($0) }), extents[3] <= Self.mostClasses,
      extents[0] * extents[1] * extents[2] <= fileSize || images == 0, images <= UInt64(fileSize)
    else { return nil }
    self.init(
      shape: ImageShape(channels: extents[0], height: extents[1], width: extents[2]), count: Int(images),
      classes: extents[3], fingerprint: fingerprint)
    let (product, overflow) = count.multipliedReportingOverflow(by: shape.count)
    guard !overflow, product <= fileSize, self.fileSize == fileSize else { return nil }
    guard bytes.prefix(Self.size).elementsEqual(self.bytes) else { return nil }
  }

  /// The head of images that are about to be written; throws where the layout has no room for so many classes.
  init(_ description: DatasetDescription, _ part: DatasetPart, fingerprint: UInt64) throws {
    guard description.classes <= Self.mostClasses else {
      throw NASError(
        .invalid, "\(description.name) has \(description.classes) classes",
        hint: "up to \(Self.mostClasses) are possible")
    }
    self.init(
      shape: description.shape, count: description.count(part), classes: description.classes, fingerprint: fingerprint)
  }
}
