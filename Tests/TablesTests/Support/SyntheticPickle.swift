/// Writes pickles with the instructions of Python's pickler for plain data.
enum SyntheticPickle {
  static func text(_ text: String) -> [UInt8] { [0x8C, UInt8(text.utf8.count)] + Array(text.utf8) + [0x94] }
  static func number(_ number: Double) -> [UInt8] {
    [0x47] + stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number.bitPattern >> UInt64($0)) }
  }
  static func list(_ items: [[UInt8]]) -> [UInt8] { [0x5D, 0x94, 0x28] + items.flatMap { $0 } + [0x65] }
  static func dictionary(_ pairs: [([UInt8], [UInt8])]) -> [UInt8] {
    [0x7D, 0x94, 0x28] + pairs.flatMap { $0.0 + $0.1 } + [0x75]
  }
  static func whole(_ body: [UInt8]) -> [UInt8] {
    let framed = body + [0x2E]
    return [0x80, 4, 0x95] + (0..<8).map { UInt8(truncatingIfNeeded: framed.count >> (8 * $0)) } + framed
  }
}
