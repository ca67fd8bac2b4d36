import CZlib
import NASPlugin

/// A zip archive in memory, such as a Python wheel: stored and deflated entries, every length and checksum checked.
///
/// Archives in parts, encrypted entries and zip64 are refused; wheels have none of them.
package struct ZipArchive: Sendable {
  private let title: String
  private let bytes: [UInt8]
  private let entries: [String: ZipEntry]

  /// Reads the directory of an archive; `title` names it in errors.
  ///
  /// Throws `NASError` `.invalid` where it is not whole.
  package init(_ bytes: [UInt8], title: String) throws {
    (self.bytes, self.title) = (bytes, title)
    entries = try ZipDirectory(bytes, title: title).entries
  }

  /// The names of all entries, in alphabetical order.
  package var names: [String] { entries.keys.sorted() }

  /// The contents of an entry.
  ///
  /// Throws `NASError` where there is none of that name, or it is damaged.
  package func contents(of name: String) throws -> [UInt8] {
    guard let entry = entries[name] else {
      throw NASError(.missing, "\(title) has no entry \(name)", hint: "is it the right file?")
    }
    let data = try data(of: entry)
    let contents = try unpack(entry, data)
    let checksum = contents.withUnsafeBufferPointer { crc32_z(0, $0.baseAddress, $0.count) }
    guard UInt32(checksum) == entry.checksum else { throw damaged("\(name) has another checksum than stated") }
    return contents
  }

  /// The packed bytes, found behind the entry's own head, whose name may not differ from the directory's.
  private func data(of entry: ZipEntry) throws -> ArraySlice<UInt8> {
    var reader = ByteReader(bytes[entry.offset...])
    guard reader.number(4) == 0x0403_4B50, reader.take(22) != nil, let nameSize = reader.short(),
      let extraSize = reader.short()
    else { throw damaged("\(entry.name) has no head at byte \(entry.offset)") }
    guard let name = reader.take(nameSize), name.elementsEqual(entry.name.utf8), reader.take(extraSize) != nil,
      let data = reader.take(entry.compressedSize)
    else { throw damaged("\(entry.name) at byte \(entry.offset) does not agree with the directory") }
    return data
  }

  private func unpack(_ entry: ZipEntry, _ data: ArraySlice<UInt8>) throws -> [UInt8] {
    if entry.method == ZipEntry.stored { return Array(data) }
    do {
      return try RawInflate.inflate(data, size: entry.size)
    } catch RawInflate.Failure.damaged(let reason) {
      throw damaged("\(entry.name) has damaged deflate data (\(reason))")
    } catch RawInflate.Failure.wrongSize {
      throw damaged("\(entry.name) does not unpack to the stated \(entry.size) bytes")
    }
  }

  private func damaged(_ message: String) -> NASError {
    NASError(.invalid, "\(title): \(message)", hint: "the archive is damaged; fetch it again")
  }
}
