import Glibc
import NASPlugin

/// What makes a disk full, and room again: a limit on the size of files, or else a file that is removed.
enum Ballast {
  /// Limits files to so many bytes; for 0, places a file that takes room instead.
  static func place(_ folder: String, limit: UInt64) throws {
    guard limit == 0 else { return try limitFiles(to: limit) }
    let descriptor = open(folder + "/ballast", O_WRONLY | O_CREAT, 0o600)
    let bytes = [UInt8](repeating: 1, count: 1 << 20)
    guard descriptor >= 0, write(descriptor, bytes, bytes.count) == bytes.count else {
      throw NASError(.failed, "cannot place the ballast: \(String(cString: strerror(errno)))")
    }
    close(descriptor)
  }

  /// Makes room again.
  static func lift(_ folder: String, limit: UInt64) throws {
    guard limit == 0 else { return try limitFiles(to: nil) }
    guard unlink(folder + "/ballast") == 0 else { throw NASError(.failed, "cannot remove the ballast") }
  }

  /// Sets the soft limit only, so that it can be lifted again.
  private static func limitFiles(to most: UInt64?) throws {
    var limit = rlimit()
    let size = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
    guard getrlimit(size, &limit) == 0 else { throw NASError(.failed, "cannot read the limit") }
    limit.rlim_cur = most.map { rlim_t($0) } ?? limit.rlim_max
    guard setrlimit(size, &limit) == 0 else { throw NASError(.failed, "cannot set the limit") }
  }
}
