import GRDB
import NASPlugin

extension NASError {
  /// What an error of SQLite means to a person; other errors stay what they are.
  static func storage(_ error: any Error, _ folder: StudyFolder) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    let reason = error.message ?? "no reason given"
    switch error.resultCode {
    case .SQLITE_FULL: return folder.diskFull()
    case .SQLITE_IOERR where readFailures.contains(error.extendedResultCode): return folder.damaged(reason)
    // SQLite keeps the system's reason to itself; for writes it is most often a limit on the size of files.
    case .SQLITE_IOERR: return folder.diskFull(", a file has reached its size limit, or the disk is failing")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT, .SQLITE_MISMATCH, .SQLITE_ERROR: return folder.damaged(reason)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return NASError(
        .unavailable, "'\(folder.database)' is held by another program", hint: "close it there, and try again")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_CANTOPEN:
      return NASError(
        .unavailable, "cannot open '\(folder.database)': \(reason)",
        hint: "check the permissions of the folder and of its files: SQLite must be able to write beside the record")
    default:
      return NASError(
        .internal, "'\(folder.database)' could not be used: \(reason)", hint: "this is a defect; please report it")
    }
  }

  private static let readFailures: [ResultCode] = [
    .SQLITE_IOERR_READ, .SQLITE_IOERR_SHORT_READ, .SQLITE_IOERR_CORRUPTFS, .SQLITE_IOERR_DATA,
  ]
}
