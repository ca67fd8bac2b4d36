/// Lays columns end to end; see `BatchFormat`.
struct BatchWriter {
  private var bytes: [UInt8] = []

  /// A batch of `rows` rows, at most 4,096.
  init(_ kind: BatchFormat.Kind, rows: Int) {
    bytes.reserveCapacity(256 + 64 * rows)
    bytes += [kind.rawValue, BatchFormat.version]
    append(UInt16(rows))
  }

  /// The finished batch.
  consuming func finish() -> [UInt8] {
    append(bytes.withUnsafeBytes(Checksum.crc32))
    return bytes
  }

  /// Adds a column, each element in as few bytes as the widest needs.
  mutating func column(_ values: [UInt64]) {
    var (least, most) = (values.first ?? 0, values.first ?? 0)
    for value in values { (least, most) = (min(least, value), max(most, value)) }
    switch most - least {
    case 0 where values.count <= BatchFormat.longestConstant: head(width: 0, base: least)
    case 0...0xFF: pack(values, as: UInt8.self, base: least)
    case 0...0xFFFF: pack(values, as: UInt16.self, base: least)
    case 0...0xFFFF_FFFF: pack(values, as: UInt32.self, base: least)
    default: pack(values, as: UInt64.self, base: least)
    }
  }

  /// Adds a list: how many elements each row has, then the elements of all rows.
  mutating func list<Row>(_ rows: [Row], _ elements: (Row) -> [Double]) {
    column(rows.map { UInt64(elements($0).count) })
    column(rows.flatMap(bits: elements))
  }

  /// Adds the texts of all rows.
  mutating func text(_ rows: [String]) {
    column(rows.map { UInt64($0.utf8.count) })
    for row in rows { bytes.append(contentsOf: row.utf8) }
  }

  private mutating func head(width: UInt8, base: UInt64) {
    bytes.append(width)
    append(base)
  }

  private mutating func pack<Word: FixedWidthInteger>(_ values: [UInt64], as word: Word.Type, base: UInt64) {
    let width = MemoryLayout<Word>.size
    head(width: UInt8(width), base: base)
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: width * values.count))
    bytes.withUnsafeMutableBytes { bytes in
      for (index, value) in values.enumerated() {
        let word = Word(truncatingIfNeeded: value - base).littleEndian
        bytes.storeBytes(of: word, toByteOffset: start + index * width, as: Word.self)
      }
    }
  }

  private mutating func append<Word: FixedWidthInteger>(_ word: Word) {
    withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

extension Array {
  /// The bits of all rows' numbers, end to end.
  fileprivate func flatMap(bits numbers: (Element) -> [Double]) -> [UInt64] {
    var bits: [UInt64] = []
    bits.reserveCapacity(count * (first.map { numbers($0).count } ?? 0))
    for row in self { for number in numbers(row) { bits.append(number.bitPattern) } }
    return bits
  }
}
