import Glibc
import NASPlugin

/// The right to write to a study, held for as long as this lives.
///
/// It is an exclusive `flock`, which the kernel lifts when the process ends, however it ends. The file stays, and
/// holds the number of the process for the message that others get. Programs started meanwhile do not inherit it.
final class StudyLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock, or throws at once where another holds it.
  init(_ folder: StudyFolder) throws {
    descriptor = open(folder.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw folder.failure("open \(folder.lock)", hint: "check the permissions of the folder")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let error = errno == EWOULDBLOCK ? Self.inUse(folder, descriptor) : folder.failure("lock \(folder.lock)")
      close(descriptor)
      throw error
    }
    do {
      try sign(folder)
      try mark(folder)
    } catch {
      close(descriptor)
      throw error
    }
  }

  deinit { close(descriptor) }

  /// Writes the number of this process over that of the last.
  private func sign(_ folder: StudyFolder) throws {
    let text = Array("\(getpid())\n".utf8)
    guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count else {
      throw folder.failure("write \(folder.lock)")
    }
  }

  /// Lays a second lock over the file, one that others can see without taking it.
  private func mark(_ folder: StudyFolder) throws {
    var lock = Self.wholeFile
    guard fcntl(descriptor, Self.setCommand, &lock) == 0 else { throw folder.failure("lock \(folder.lock)") }
  }

  /// Whether a process holds the lock now; looking takes nothing, so no writer is ever turned away by a reader.
  static func isHeld(_ folder: StudyFolder) -> Bool {
    let descriptor = open(folder.lock, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var lock = wholeFile
    return fcntl(descriptor, getCommand, &lock) == 0 && Int32(lock.l_type) != F_UNLCK
  }

  /// `F_OFD_GETLK` and `F_OFD_SETLK`, locks of an open file, which the Glibc module leaves out.
  private static let (getCommand, setCommand): (Int32, Int32) = (36, 37)

  private static var wholeFile: flock {
    var lock = Glibc.flock()
    (lock.l_type, lock.l_whence) = (Int16(F_WRLCK), Int16(SEEK_SET))
    return lock
  }

  private static func inUse(_ folder: StudyFolder, _ descriptor: Int32) -> NASError {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = max(0, pread(descriptor, &bytes, bytes.count, 0))
    let digits = bytes.prefix(count).prefix { (48...57).contains($0) }
    // Between locking and signing the file is empty: then the holder has no name yet.
    let holder = digits.isEmpty ? "another process" : "process \(String(decoding: digits, as: UTF8.self))"
    return NASError(
      .unavailable, "study '\(folder.path)' is in use by \(holder)",
      hint: "wait until it ends, or stop it; `nas status`, `nas trials` and `nas best` work meanwhile")
  }
}
