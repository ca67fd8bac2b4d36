import Glibc
import NASPlugin

/// Reads a table's file in one piece.
enum CSVFile {
  /// All bytes of the file.
  static func read(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open", path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure("examine", path) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw NASError(.invalid, "\(path) is not a file", hint: hint) }
    let size = Int(status.st_size)
    return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
        // Something shortened the file meanwhile; the rows that are there will be judged.
        if got == 0 { break }
        guard got > 0 || errno == EINTR else { throw failure("read", path) }
        count += max(0, got)
      }
    }
  }

  private static let hint = "give the path of a CSV file; 'nas data get nas-bench-201' makes one"

  private static func failure(_ action: String, _ path: String) -> NASError {
    let number = errno
    return NASError(
      number == ENOENT || number == ENOTDIR ? .missing : .unavailable,
      "cannot \(action) \(path): \(String(cString: strerror(number)))",
      hint: hint)
  }
}
