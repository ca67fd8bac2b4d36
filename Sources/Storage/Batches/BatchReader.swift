/// Takes columns off a batch that may be anything: no byte is trusted, and nothing is read beyond its end.
///
/// It borrows the bytes, so it must not outlive the closure that lends them.
struct BatchReader {
  /// How many rows the batch has, 1 to 4,096.
  let rows: Int
  private let bytes: UnsafeRawBufferPointer
  private var offset = BatchFormat.headerLength

  /// A reader behind the header of a batch of that kind, whose checksum is right.
  init(_ bytes: UnsafeRawBufferPointer, _ kind: BatchFormat.Kind) throws {
    let length = bytes.count - BatchFormat.trailerLength
    guard length >= BatchFormat.headerLength else { throw BatchDamage("its batch breaks off") }
    let stored = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: length, as: UInt32.self))
    let content = UnsafeRawBufferPointer(rebasing: bytes[..<length])
    guard Checksum.crc32(content) == stored else { throw BatchDamage("the checksum of its batch is wrong") }
    guard bytes[0] == kind.rawValue else { throw BatchDamage("its batch is of another kind (\(bytes[0]))") }
    guard bytes[1] == BatchFormat.version else { throw BatchDamage("its batch has the unknown version \(bytes[1])") }
    rows = Int(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self)))
    guard (1...StoreEvent.mostTrials).contains(rows) else { throw BatchDamage("its batch claims \(rows) trials") }
    self.bytes = content
  }

  /// Checks that everything was taken.
  func finish() throws {
    guard offset == bytes.count else { throw BatchDamage("its batch has bytes left over") }
  }

  /// The next column, of `count` elements that are at most `limit`.
  mutating func column(_ count: Int, limit: UInt64 = .max) throws -> [UInt64] {
    let width = Int(try word(UInt8.self))
    let base = try word(UInt64.self)
    let values =
      switch width {
      case 0 where count <= BatchFormat.longestConstant: [UInt64](repeating: base, count: count)
      case 1: try unpack(count, as: UInt8.self, base: base)
      case 2: try unpack(count, as: UInt16.self, base: base)
      case 4: try unpack(count, as: UInt32.self, base: base)
      case 8: try unpack(count, as: UInt64.self, base: base)
      default: throw BatchDamage("a column of its batch has the width \(width)")
      }
    guard limit == .max || values.allSatisfy({ $0 <= limit }) else {
      throw BatchDamage("a number of its batch is out of range")
    }
    return values
  }

  /// The next column as counts, and their sum.
  mutating func counts(_ count: Int) throws -> (each: [UInt64], sum: Int) {
    let each = try column(count, limit: UInt64(UInt32.max))
    return (each, Int(each.reduce(0, &+)))
  }

  /// The next list: the numbers of each row.
  mutating func list(_ count: Int) throws -> [[Double]] {
    let (counts, sum) = try counts(count)
    let bits = try column(sum)
    var start = 0
    return counts.map { count in
      defer { start += Int(count) }
      return [Double](mapping: bits, from: start, count: Int(count), Double.init(bitPattern:))
    }
  }

  /// The next texts, one a row.
  mutating func text(_ count: Int) throws -> [String] {
    try counts(count).each.map { length in
      guard length > 0 else { return "" }
      guard let text = String(validating: try take(Int(length)), as: UTF8.self) else {
        throw BatchDamage("a text of its batch is not UTF-8")
      }
      return text
    }
  }

  private mutating func word<Word: FixedWidthInteger>(_ type: Word.Type) throws -> Word {
    Word(littleEndian: try take(MemoryLayout<Word>.size).loadUnaligned(as: Word.self))
  }

  private mutating func unpack<Word: FixedWidthInteger & UnsignedInteger>(
    _ count: Int, as word: Word.Type, base: UInt64
  ) throws -> [UInt64] {
    let width = MemoryLayout<Word>.size
    guard count <= (bytes.count - offset) / width else { throw BatchDamage("its batch breaks off") }
    let part = try take(count * width)
    return [UInt64](unsafeUninitializedCapacity: count) { values, filled in
      for index in 0..<count {
        let word = Word(littleEndian: part.loadUnaligned(fromByteOffset: index * width, as: Word.self))
        values.initializeElement(at: index, to: base &+ UInt64(word))
      }
      filled = count
    }
  }

  private mutating func take(_ length: Int) throws -> UnsafeRawBufferPointer {
    guard length <= bytes.count - offset else { throw BatchDamage("its batch breaks off") }
    defer { offset += length }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + length)])
  }
}

extension Array {
  /// What a part of a column stands for.
  ///
  /// The caller has checked that the part is in the column.
  init(mapping column: [UInt64], from start: Int, count: Int, _ meaning: (UInt64) -> Element) {
    self.init(unsafeUninitializedCapacity: count) { elements, filled in
      for index in 0..<count { elements.initializeElement(at: index, to: meaning(column[start + index])) }
      filled = count
    }
  }
}
