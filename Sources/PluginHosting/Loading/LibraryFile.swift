import Crypto
import Glibc
import NASPlugin

/// A file read once: what is checked is what is opened, whatever happens to the file meanwhile.
package struct LibraryFile: Sendable {
  /// The longest library that is read, in bytes.
  package static let byteLimit = 1 << 30

  package let path: String
  package let bytes: [UInt8]

  /// Reads a regular file that only its owner may change.
  ///
  /// Throws `.missing` where there is none, `.invalid` where it is no such file or longer than `limit` bytes.
  package init(_ path: String, limit: Int = LibraryFile.byteLimit) throws {
    // Not blocking: a pipe in the place of a file must not stop the process.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw Self.failure("opened", path, errno) }
    defer { close(file) }
    let size = try Self.size(of: file, path)
    guard size <= limit else {
      throw NASError(.invalid, "\(path) has \(size) bytes, and at most \(limit) are read")
    }
    (self.path, bytes) = (path, try Self.read(file, size, path))
  }

  /// The digest of the bytes, in lower-case hexadecimal.
  package var sha256: String {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return hash.finalize().reduce(into: "") { text, byte in
      text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
  }

  private static func size(of file: Int32, _ path: String) throws -> Int {
    var status = stat()
    guard fstat(file, &status) == 0 else { throw failure("examined", path, errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw NASError(.invalid, "\(path) is no regular file", hint: "name the file itself")
    }
    guard status.st_mode & (S_IWGRP | S_IWOTH) == 0 else {
      throw NASError(
        .invalid, "\(path) can be changed by other users, so it is not trusted", hint: "run: chmod go-w '\(path)'")
    }
    return Int(status.st_size)
  }

  private static func read(_ file: Int32, _ size: Int, _ path: String) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while filled < size {
        let count = Glibc.read(file, buffer.baseAddress.map { $0 + filled }, size - filled)
        if count < 0 && errno == EINTR { continue }
        guard count >= 0 else { throw failure("read", path, errno) }
        guard count > 0 else { throw NASError(.invalid, "\(path) became shorter while it was read", hint: "try again") }
        filled += count
      }
    }
  }

  private static func failure(_ verb: String, _ path: String, _ code: Int32) -> NASError {
    let isMissing = code == ENOENT || code == ENOTDIR
    return NASError(isMissing ? .missing : .invalid, "\(path) cannot be \(verb): \(String(cString: strerror(code)))")
  }
}
