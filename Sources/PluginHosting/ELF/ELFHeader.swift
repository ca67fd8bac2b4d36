/// What an ELF file begins with, and which parts of it are loaded where.
struct ELFHeader {
  let machine: UInt16
  /// Loaded parts, in file order.
  let segments: [Segment]
  /// Where the dynamic section stands in the file.
  let dynamic: Range<UInt64>

  /// A part of the file that is mapped at an address.
  struct Segment {
    let address: UInt64
    let offset: UInt64
    let length: UInt64
  }

  init(_ file: ELFBytes) throws {
    try Self.checkIdentity(file)
    machine = try file.integer(18, as: UInt16.self)
    try Self.checkSectionTable(file)
    let start = try file.integer(32, as: UInt64.self)
    let size = try file.integer(54, as: UInt16.self)
    let count = try file.integer(56, as: UInt16.self)
    guard size == 56, count > 0, count < 0xFFFF else { throw ELFDefect("it is damaged: it has no table of segments") }
    (segments, dynamic) = try Self.segments(file, start, UInt64(count))
  }

  /// Where an address of the loaded library stands in the file.
  func offset(of address: UInt64) throws -> UInt64 {
    for segment in segments where address >= segment.address && address - segment.address < segment.length {
      return segment.offset + (address - segment.address)
    }
    throw ELFDefect("it is damaged: address \(address) is in none of its segments")
  }

  private static func checkIdentity(_ file: ELFBytes) throws {
    guard file.bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) else { throw ELFDefect("it is no ELF file") }
    guard try file.integer(4, as: UInt8.self) == 2, try file.integer(5, as: UInt8.self) == 1 else {
      throw ELFDefect("it is no 64-bit little-endian ELF file")
    }
    guard try file.integer(6, as: UInt8.self) == 1 else { throw ELFDefect("it has an unknown ELF version") }
    let type = try file.integer(16, as: UInt16.self)
    guard type == 3 else { throw ELFDefect("it is no dynamic library (ELF type \(type))") }
  }

  /// The table of sections is not needed, but it stands last, so a file that lacks it was cut off.
  private static func checkSectionTable(_ file: ELFBytes) throws {
    let start = try file.integer(40, as: UInt64.self)
    let size = UInt64(try file.integer(58, as: UInt16.self))
    let count = UInt64(try file.integer(60, as: UInt16.self))
    guard start == 0 || file.holds(start, size * count) else { throw ELFDefect("it is truncated") }
  }

  private static func segments(_ file: ELFBytes, _ start: UInt64, _ count: UInt64) throws -> ([Segment], Range<UInt64>)
  {
    var loaded: [Segment] = []
    var dynamic: Range<UInt64>?
    for index in 0..<count {
      let kind = try file.integer(start, plus: 56 * index, as: UInt32.self)
      guard kind == 1 || kind == 2 else { continue }
      let offset = try file.integer(start, plus: 56 * index + 8, as: UInt64.self)
      let address = try file.integer(start, plus: 56 * index + 16, as: UInt64.self)
      let length = try file.integer(start, plus: 56 * index + 32, as: UInt64.self)
      guard file.holds(offset, length) else { throw ELFDefect("it is truncated") }
      if kind == 1 { loaded.append(Segment(address: address, offset: offset, length: length)) }
      if kind == 2 { dynamic = offset..<offset + length }
    }
    guard let dynamic, !loaded.isEmpty else { throw ELFDefect("it has no dynamic section") }
    return (loaded, dynamic)
  }
}
