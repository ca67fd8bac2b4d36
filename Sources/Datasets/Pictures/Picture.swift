import CImages
import NASPlugin

/// A decoded picture: red, green and blue bytes side by side, row after row.
struct Picture: ~Copyable {
  private var memory: cimages_picture

  var width: Int { Int(memory.width) }
  var height: Int { Int(memory.height) }

  /// Decodes JPEG or PNG bytes, told apart by how they begin: in ImageNet the name is wrong now and then.
  ///
  /// The shorter side stays at least `leastSide`; a JPEG that is much larger is decoded at a fraction of its size.
  init(_ bytes: [UInt8], leastSide: Int, path: String) throws {
    var (picture, error) = (cimages_picture(), cimages_error())
    let isWhole: Int32
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      isWhole = cimages_decode_jpeg(bytes, bytes.count, UInt32(leastSide), &picture, &error)
    } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
      isWhole = cimages_decode_png(bytes, bytes.count, &picture, &error)
    } else {
      throw NASError(
        .invalid, "\(path) begins like neither a JPEG nor a PNG file", hint: "replace the picture or remove it")
    }
    guard isWhole == 1 else {
      let reason = withUnsafeBytes(of: &error.text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      throw NASError(
        .invalid, "the picture \(path) is broken: \(reason)", hint: "replace the picture or remove it")
    }
    memory = picture
  }

  deinit {
    var memory = memory
    cimages_free(&memory)
  }

  /// The bytes, valid in the body alone.
  func withPixels<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
    try body(UnsafeBufferPointer(start: memory.pixels, count: width * height * 3))
  }
}
