import NASPlugin

/// The directory at the end of a zip archive.
struct ZipDirectory {
  let entries: [String: ZipEntry]

  private static let endSize = 22

  init(_ bytes: [UInt8], title: String) throws {
    do { entries = try Self.entries(bytes) } catch let problem as Problem {
      throw NASError(.invalid, "\(title) is no archive that can be read: \(problem.reason)", hint: "fetch it again")
    }
  }

  /// What is wrong, without the archive's name.
  private struct Problem: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
  }

  private static func entries(_ bytes: [UInt8]) throws -> [String: ZipEntry] {
    let end = try end(bytes)
    var reader = ByteReader(bytes[end.offset..<(end.offset + end.size)])
    var entries: [String: ZipEntry] = [:]
    for number in 0..<end.count {
      let entry = try entry(&reader, number, before: end.offset)
      guard entries.updateValue(entry, forKey: entry.name) == nil else { throw Problem("\(entry.name) occurs twice") }
    }
    guard reader.remaining == 0 else { throw Problem("its directory holds more than \(end.count) entries") }
    return entries
  }

  /// The record at the very end; a comment after it may be up to 65,535 bytes long.
  private static func end(_ bytes: [UInt8]) throws -> (count: Int, size: Int, offset: Int) {
    let first = max(0, bytes.count - endSize - 65_535)
    let positions = stride(from: bytes.count - endSize, through: first, by: -1)
    for position in positions where bytes[position] == 0x50 {
      var reader = ByteReader(bytes[position...])
      guard reader.number(4) == 0x0605_4B50 else { continue }
      guard let disks = reader.long(), let here = reader.short(), let count = reader.short(), let size = reader.long(),
        let offset = reader.long(), let comment = reader.short(), comment == reader.remaining
      else { continue }
      guard disks == 0, here == count else { throw Problem("it is one part of several") }
      guard count != 0xFFFF, size != 0xFFFF_FFFF, offset != 0xFFFF_FFFF else { throw Problem("it is a zip64 archive") }
      guard offset + size == position else { throw Problem("its directory is not where its end says") }
      return (count, size, offset)
    }
    throw Problem("it has no end record; truncated?")
  }

  private static func entry(_ reader: inout ByteReader, _ number: Int, before limit: Int) throws -> ZipEntry {
    let cut = Problem("its directory ends inside entry \(number)")
    guard let signature = reader.number(4), reader.take(4) != nil, let flags = reader.short(),
      let method = reader.short(),
      reader.take(4) != nil, let checksum = reader.number(4), let compressed = reader.long(), let size = reader.long(),
      let nameSize = reader.short(), let extraSize = reader.short(), let commentSize = reader.short(),
      reader.take(8) != nil,
      let offset = reader.long(), let nameBytes = reader.take(nameSize), reader.take(extraSize + commentSize) != nil
    else { throw cut }
    guard signature == 0x0201_4B50 else { throw Problem("its directory has no entry \(number) where it should be") }
    guard let name = String(validating: nameBytes, as: UTF8.self) else {
      throw Problem("the name of entry \(number) is not UTF-8")
    }
    guard flags & 1 == 0 else { throw Problem("\(name) is encrypted") }
    guard method == ZipEntry.stored || method == ZipEntry.deflated else {
      throw Problem("\(name) is packed by method \(method)")
    }
    // Deflate packs at most 1,032 bytes into one: a forged size may not make the reader ask for gigabytes.
    guard method == ZipEntry.deflated ? size <= 1032 * (compressed + 1) : size == compressed else {
      throw Problem("\(name) states a size of \(size) bytes in \(compressed), which cannot be")
    }
    guard offset < limit else { throw Problem("\(name) lies behind the directory") }
    return ZipEntry(
      name: name, method: method, checksum: UInt32(checksum), compressedSize: compressed, size: size, offset: offset)
  }
}
