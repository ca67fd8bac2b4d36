import Glibc
import NASPlugin

/// A file of a data set, read from front to back and inflated on the way where its name ends in `.gz`.
///
/// Every error names the file, the byte of the uncompressed contents where it was found, and what to do.
final class SourceFile {
  /// Where the file is.
  let path: String
  /// How many bytes of the uncompressed contents have been read.
  private(set) var offset = 0
  /// How long the uncompressed contents say they are; of a gzip file the low 32 bits, which is all that it records.
  let statedSize: UInt64
  /// Whether the contents are inflated on the way.
  let isCompressed: Bool

  private let fileSize: Int
  private let hint: String
  private let descriptor: Int32
  private let inflater: GzipInflater?

  /// Opens the file and checks that its first bytes agree with its name.
  init(path: String, hint: String) throws {
    let descriptor = try FileSystem.openForReading(path, hint: hint)
    do {
      isCompressed = path.hasSuffix(".gz")
      fileSize = Int(try FileSystem.status(descriptor, path).st_size)
      statedSize = try Self.statedSize(descriptor, path, compressed: isCompressed, hint: hint)
      inflater = isCompressed ? try GzipInflater(descriptor: descriptor) : nil
    } catch is GzipInflater.Failure {
      close(descriptor)
      throw NASError(.failed, "no memory is left to inflate \(path)")
    } catch {
      close(descriptor)
      throw error
    }
    (self.path, self.hint, self.descriptor) = (path, hint, descriptor)
  }

  deinit { close(descriptor) }

  /// Fills the whole buffer, or says inside what the file ended.
  func read(_ buffer: UnsafeMutableRawBufferPointer, _ what: @autoclosure () -> String) throws {
    let count = try readSome(buffer)
    guard count == buffer.count else {
      throw damaged("ends at byte \(offset), inside \(what()): \(buffer.count - count) bytes are missing")
    }
  }

  /// The next bytes.
  func read(count: Int, _ what: @autoclosure () -> String) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    try bytes.withUnsafeMutableBytes { try read($0, what()) }
    return bytes
  }

  /// Checks that the contents end here, and that nothing follows them.
  func expectEnd() throws {
    var extra: UInt8 = 0
    let end = offset
    let count = try withUnsafeMutableBytes(of: &extra) { try readSome($0) }
    guard count == 0 else { throw damaged("goes on after byte \(end), where it should end") }
    if let inflater, try guarded({ try inflater.hasTrailingBytes() }) {
      throw damaged("has bytes that are not its own after the end of its gzip data")
    }
  }

  /// Checks the length that the file states for its uncompressed contents, without reading them.
  func expectStatedSize(_ size: Int) throws {
    let expected = isCompressed ? UInt64(size) & 0xFFFF_FFFF : UInt64(size)
    // Deflate packs at most 1,032 bytes into one: a damaged header may not make the reader ask for terabytes.
    guard statedSize == expected, !isCompressed || size <= 1032 * fileSize else {
      throw damaged("states a length of \(statedSize) bytes where \(expected) are expected: truncated or damaged")
    }
  }

  /// An error about this file.
  func damaged(_ message: String) -> NASError { NASError(.invalid, "\(path) \(message)", hint: hint) }

  private func readSome(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = if let inflater { try guarded { try inflater.read(into: buffer) } } else { try readPlain(buffer) }
    offset += count
    return count
  }

  private func readPlain(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var done = 0
    while let start = buffer.baseAddress, done < buffer.count {
      let count = FileSystem.uninterrupted { Glibc.read(descriptor, start + done, buffer.count - done) }
      guard count >= 0 else { throw FileSystem.failure("read", path, hint: hint) }
      if count == 0 { break }
      done += count
    }
    return done
  }

  private func guarded<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let failure as GzipInflater.Failure {
      switch failure {
      case .truncated: throw damaged("ends inside its gzip data, after byte \(offset) of the contents: truncated")
      case .damaged(let reason): throw damaged("has damaged gzip data after byte \(offset) of the contents (\(reason))")
      case .noMemory: throw NASError(.failed, "no memory is left to inflate \(path)")
      case .unreadable: throw FileSystem.failure("read", path, hint: hint)
      }
    }
  }
}

extension SourceFile {
  /// Checks name against first bytes, and gives the length of the contents as the file states it.
  private static func statedSize(_ descriptor: Int32, _ path: String, compressed: Bool, hint: String) throws -> UInt64 {
    let status = try FileSystem.status(descriptor, path)
    guard status.st_mode & S_IFMT == S_IFREG else { throw NASError(.invalid, "\(path) is not a file", hint: hint) }
    let size = UInt64(status.st_size)
    let isGzip = try bytes(2, at: 0, descriptor, path) == [0x1F, 0x8B]
    guard compressed else {
      guard !isGzip else {
        throw NASError(.invalid, "\(path) holds gzip data", hint: "name it \(path).gz, or unpack it with gzip -d")
      }
      return size
    }
    // 10 bytes of header, 8 of trailer.
    guard isGzip, size >= 18 else {
      throw NASError(.invalid, "\(path) is named .gz but holds no whole gzip data", hint: hint)
    }
    return try bytes(4, at: Int(size) - 4, descriptor, path).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func bytes(_ count: Int, at offset: Int, _ descriptor: Int32, _ path: String) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let read = bytes.withUnsafeMutableBytes { buffer in
      FileSystem.uninterrupted { pread(descriptor, buffer.baseAddress, count, offset) }
    }
    guard read >= 0 else { throw FileSystem.failure("read", path) }
    return Array(bytes.prefix(read))
  }
}
