import Glibc
import NASPlugin

/// Reads and writes files in one piece.
enum WholeFile {
  /// All bytes of a file.
  static func read(_ path: String, hint: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open", path, hint: hint) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure("examine", path) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw NASError(.invalid, "\(path) is not a file", hint: hint) }
    let size = Int(status.st_size)
    return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
        if got == 0 { break }
        guard got > 0 || errno == EINTR else { throw failure("read", path) }
        count += max(0, got)
      }
    }
  }

  /// Writes a text beside its final name and renames it when it is on the disk: it appears whole or not at all.
  static func write(_ text: String, to path: String) throws {
    var partial = Array((path + ".XXXXXX").utf8CString)
    // The system's name generator picks a free file name only; no result depends on it.
    let descriptor = mkstemp(&partial)
    guard descriptor >= 0 else { throw failure("write beside", path, hint: "does its folder exist?") }
    do {
      defer { close(descriptor) }
      try write(Array(text.utf8), to: descriptor, path)
      guard fchmod(descriptor, 0o644) == 0, fsync(descriptor) == 0 else { throw failure("write", path) }
    } catch {
      unlink(partial)
      throw error
    }
    guard rename(partial, path) == 0 else {
      let error = failure("rename to", path)
      unlink(partial)
      throw error
    }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws {
    try bytes.withUnsafeBytes { buffer in
      var done = 0
      while let start = buffer.baseAddress, done < buffer.count {
        let count = Glibc.write(descriptor, start + done, buffer.count - done)
        guard count > 0 || errno == EINTR else { throw failure("write", path, hint: "is the disk full?") }
        done += max(0, count)
      }
    }
  }

  private static func failure(_ action: String, _ path: String, hint: String? = nil) -> NASError {
    let number = errno
    let code: NASError.Code = number == ENOENT || number == ENOTDIR ? .missing : .unavailable
    return NASError(code, "cannot \(action) \(path): \(String(cString: strerror(number)))", hint: hint)
  }
}
