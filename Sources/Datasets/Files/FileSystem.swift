import Glibc
import NASPlugin

/// The few system calls that readers and the cache need, with errors that name the file.
enum FileSystem {
  /// The error of the system call that just failed, with the reason in the system's words.
  static func failure(_ action: String, _ path: String, hint: String? = nil) -> NASError {
    let number = errno
    let code: NASError.Code = number == ENOENT || number == ENOTDIR ? .missing : .unavailable
    return NASError(code, "cannot \(action) \(path): \(String(cString: strerror(number)))", hint: hint)
  }

  /// Repeats a call that a signal interrupted, so that a profiler or a resized terminal breaks no read.
  static func uninterrupted<Result: SignedInteger>(_ call: () -> Result) -> Result {
    var result = call()
    while result == -1, errno == EINTR { result = call() }
    return result
  }

  /// Opens for reading; the descriptor is not inherited by worker processes.
  static func openForReading(_ path: String, hint: String?) throws -> Int32 {
    let descriptor = uninterrupted { open(path, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw failure("open", path, hint: hint) }
    return descriptor
  }

  /// What the system knows of an open file.
  static func status(_ descriptor: Int32, _ path: String) throws -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure("examine", path) }
    return status
  }

  /// What the system knows of a file or folder, or nil where nothing has that name.
  static func status(at path: String) throws -> stat? {
    var status = stat()
    if stat(path, &status) == 0 { return status }
    guard errno == ENOENT || errno == ENOTDIR else { throw failure("examine", path) }
    return nil
  }

  /// Whether the path is a folder.
  static func isFolder(_ path: String) throws -> Bool {
    try status(at: path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
  }

  /// The names in a folder, hidden ones left out, in the order of their bytes, each with whether it is a folder.
  static func entries(of path: String) throws -> [(name: String, isFolder: Bool)] {
    guard let folder = opendir(path) else { throw failure("read the folder", path) }
    defer { closedir(folder) }
    var entries: [(name: String, isFolder: Bool)] = []
    errno = 0
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard !name.hasPrefix(".") else { continue }
      let type = Int(entry.pointee.d_type)
      // A link is what it points to, and some file systems do not say.
      let isKnown = type == Int(DT_DIR) || type == Int(DT_REG)
      entries.append((name, isKnown ? type == Int(DT_DIR) : try isFolder("\(path)/\(name)")))
      errno = 0
    }
    guard errno == 0 else { throw failure("read the folder", path) }
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// All bytes of a file of a bounded size.
  static func contents(of path: String, atMost limit: Int, hint: String?) throws -> [UInt8] {
    let descriptor = try openForReading(path, hint: hint)
    defer { close(descriptor) }
    let size = Int(try status(descriptor, path).st_size)
    guard size <= limit else {
      throw NASError(.invalid, "\(path) has \(size) bytes, where at most \(limit) are read", hint: hint)
    }
    return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while let start = buffer.baseAddress, count < size {
        let got = uninterrupted { Glibc.read(descriptor, start + count, size - count) }
        guard got >= 0 else { throw failure("read", path, hint: hint) }
        if got == 0 { break }
        count += got
      }
    }
  }

  /// Makes a folder and the ones above it.
  static func makeFolder(_ path: String, hint: String?) throws {
    var made = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      made += "/" + part
      guard mkdir(made, 0o777) != 0, errno != EEXIST else { continue }
      guard try !isFolder(made) else { continue }
      errno = ENOENT
      throw failure("make the folder", made, hint: hint)
    }
    guard try isFolder(path) else { throw NASError(.invalid, "\(path) is not a folder", hint: hint) }
  }

  /// Writes all bytes, however many the system takes at a time.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ path: String, hint: String?) throws {
    var rest = bytes
    while let start = rest.baseAddress, rest.count > 0 {
      let written = uninterrupted { Glibc.write(descriptor, start, rest.count) }
      guard written > 0 else { throw failure("write", path, hint: hint) }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
  }
}
