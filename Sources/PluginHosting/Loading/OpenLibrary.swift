import CLinux
import CNASPlugin
import Glibc
import NASPlugin
import Synchronization

/// A library whose entry function was called; it stays open until the process ends.
struct OpenLibrary: @unchecked Sendable {
  /// What the entry function answered; nil where it refused this host.
  let table: UnsafePointer<nas_plugin>?
  /// What the plugin logged meanwhile.
  let log: [String]

  /// All libraries of this process, by digest: the same bytes are opened once, whatever files they stand in.
  private static let opened = Mutex<[String: OpenLibrary]>([:])

  /// Opens exactly these bytes, or gives what they were opened as before.
  static func open(_ file: LibraryFile, digest: String, needed: [String], entry: String) throws -> OpenLibrary {
    try opened.withLock { opened in
      if let known = opened[digest] { return known }
      try RuntimeLibraries.open(needed, for: file.path)
      let library = try OpenLibrary(file, entry: entry)
      opened[digest] = library
      return library
    }
  }

  private init(_ file: LibraryFile, entry: String) throws {
    let memory = try Self.sealedCopy(of: file)
    // The descriptor is never closed: the linker knows libraries by path, and a number used again would give the old one.
    guard let handle = dlopen("/proc/self/fd/\(memory)", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE) else {
      let reason = RuntimeLibraries.linkerMessage()
      close(memory)
      throw NASError(
        .failed, "the plugin library \(file.path) cannot be opened: \(reason)",
        hint: "build it with this version's NASPlugin and compiler")
    }
    guard let address = dlsym(handle, entry) else {
      throw NASError(.invalid, "the plugin library \(file.path) does not export the function \(entry)")
    }
    let enter = unsafeBitCast(
      address, to: (@convention(c) (UnsafePointer<nas_host>?) -> UnsafePointer<nas_plugin>?).self)
    table = enter(EntryHost.table)
    log = EntryHost.takeLines()
  }

  private static func sealedCopy(of file: LibraryFile) throws -> Int32 {
    let name = file.path.split(separator: "/").last.map(String.init) ?? "plugin"
    let memory = clinux_memory_file(String(name.prefix(60)))
    guard memory >= 0 else { throw failure("make", file, errno) }
    do {
      try write(file.bytes, to: memory, file)
      guard clinux_seal(memory) == 0 else { throw failure("seal", file, errno) }
    } catch {
      close(memory)
      throw error
    }
    return memory
  }

  private static func write(_ bytes: [UInt8], to memory: Int32, _ file: LibraryFile) throws {
    try bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = Glibc.write(memory, buffer.baseAddress.map { $0 + done }, buffer.count - done)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw failure("fill", file, errno) }
        done += count
      }
    }
  }

  private static func failure(_ verb: String, _ file: LibraryFile, _ code: Int32) -> NASError {
    NASError(
      .failed, "cannot \(verb) the sealed copy in memory of \(file.path): \(String(cString: strerror(code)))",
      hint: "plugins need memfd_create, free memory and a free file descriptor")
  }
}
