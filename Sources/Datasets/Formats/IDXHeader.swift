/// The head of a file in the IDX format of MNIST: a magic number, then one big-endian extent per dimension.
struct IDXHeader: Equatable {
  /// What the elements (all of one unsigned byte) stand for.
  enum Contents: UInt32 {
    case labels = 0x0000_0801
    case images = 0x0000_0803

    /// The third byte of the magic number is the type, the fourth the number of dimensions.
    var dimensions: Int { Int(rawValue & 0xFF) }
    var title: String { self == .labels ? "labels" : "images" }
  }

  let extents: [Int]

  /// How many bytes the head takes.
  static func size(_ contents: Contents) -> Int { 4 + 4 * contents.dimensions }

  /// How many bytes the head and all elements take; nil where that is no reasonable number.
  var fileSize: Int? {
    var product = 1
    for extent in extents {
      let (next, overflow) = product.multipliedReportingOverflow(by: extent)
      guard !overflow, next < 1 << 48 else { return nil }
      product = next
    }
    return product + 4 + 4 * extents.count
  }

  /// Reads the head from the front of a file, and checks that the file states the length that follows from it.
  init(_ file: SourceFile, _ contents: Contents) throws {
    let magic = try Self.word(file)
    guard magic == contents.rawValue else { throw file.damaged(Self.surprise(magic, contents)) }
    extents = try (0..<contents.dimensions).map { _ in Int(try Self.word(file)) }
    guard let size = fileSize, !extents.contains(0) else {
      throw file.damaged("states the extents \(extents) at byte 4, which cannot be")
    }
    try file.expectStatedSize(size)
  }

  private static func word(_ file: SourceFile) throws -> UInt32 {
    try file.read(count: 4, "its header").reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func surprise(_ magic: UInt32, _ contents: Contents) -> String {
    let found = Contents(rawValue: magic).map { "holds \($0.title)" } ?? "begins with \(hexadecimal(magic))"
    return
      "\(found) where \(contents.title) (\(hexadecimal(contents.rawValue)) at byte 0) are expected: misnamed or damaged"
  }

  private static func hexadecimal(_ word: UInt32) -> String {
    let digits = String(word, radix: 16)
    return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}
