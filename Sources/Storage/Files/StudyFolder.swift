import Glibc
import NASPlugin

/// Where the files of a study lie, and the system calls on them.
struct StudyFolder {
  let path: String
  /// Whether there is a study in it that one can go on with; false while it is being made.
  var isMade = true

  /// The record.
  var database: String { path + "/study.sqlite" }
  /// The record while it is being made: it gets its name when it is whole.
  var unfinishedDatabase: String { database + ".new" }
  /// The file that the writer holds locked.
  var lock: String { path + "/lock" }

  /// Makes the folder and those above it.
  func make() throws {
    var part = path.hasPrefix("/") ? "" : "."
    for name in path.split(separator: "/") {
      part += "/" + name
      guard mkdir(part, 0o777) != 0, errno != EEXIST else { continue }
      throw failure("make the folder \(part)", hint: "choose another folder for the study")
    }
    guard Self.kind(of: path) == S_IFDIR else {
      throw NASError(.invalid, "'\(path)' is not a folder", hint: "choose another folder for the study")
    }
  }

  /// Whether a record lies here, of whatever kind.
  var hasDatabase: Bool { Self.kind(of: database) != nil }

  /// Gives the finished record its name, durably.
  func adoptDatabase() throws {
    guard rename(unfinishedDatabase, database) == 0 else { throw failure("name \(database)") }
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open the folder \(path)") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure("write the folder \(path)") }
  }

  /// Removes a record that was not finished, by this process or one that was killed, and what SQLite put beside it.
  func discard(_ record: String) throws {
    for suffix in ["", "-journal", "-wal", "-shm"] {
      let file = record + suffix
      guard unlink(file) == 0 || errno == ENOENT else { throw failure("remove \(file)") }
    }
  }

  /// The error for a disk that is full, or more than that.
  func diskFull(_ more: String = "") -> NASError {
    let next = isMade ? "go on with `nas resume \(path)`" : "start the study again"
    return NASError(.unavailable, "the disk is full at '\(path)'\(more)", hint: "free space, then \(next)")
  }

  /// The error of the system call that just failed, in the system's words.
  func failure(_ action: String, hint: String? = nil) -> NASError {
    let number = errno
    if [ENOSPC, EDQUOT, EFBIG].contains(number) { return diskFull() }
    return NASError(.unavailable, "cannot \(action): \(String(cString: strerror(number)))", hint: hint)
  }

  /// The file type of a path (`S_IFMT` bits), or nil where nothing that can be reached has this name.
  static func kind(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }
}
