import NASPlugin
import Synchronization

/// The record of a study in its folder: an SQLite file with a write-ahead log, each transaction synchronised to the disk.
///
/// One process writes; any number read meanwhile, each call seeing the record as it was at one moment.
package final class StudyStore: StudyRecording {
  let database: StudyDatabase
  /// The rules' view of the record; nil until something is recorded or read back.
  let ledger: Mutex<RecordLedger?>
  /// The right to write; nil for a reader.
  let lock: StudyLock?

  private init(_ database: StudyDatabase, lock: StudyLock?, ledger: RecordLedger?) {
    self.database = database
    self.lock = lock
    self.ledger = Mutex(ledger)
  }

  /// Starts a study with its first facts, in a folder that is made where it is missing.
  ///
  /// Throws `invalid` where the folder holds a study already, and leaves it as it is.
  package static func create(in folder: String, facts: [String: String]) throws -> StudyStore {
    let folder = StudyFolder(path: folder, isMade: false)
    var ledger = RecordLedger()
    try ledger.admit(facts.map(StoreEvent.fact))
    try refuseExisting(folder)
    try folder.make()
    let lock = try StudyLock(folder)
    // Another process may have made the study before the lock was taken.
    try refuseExisting(folder)
    return StudyStore(try StudyDatabase(making: folder, facts: facts), lock: lock, ledger: ledger)
  }

  /// Opens a study to go on with it; throws where another process does.
  package static func open(in folder: String) throws -> StudyStore {
    let folder = StudyFolder(path: folder)
    // Before the lock, so that a folder without a study is not left with a lock file.
    try folder.checkDatabase()
    let lock = try StudyLock(folder)
    return StudyStore(try StudyDatabase(opening: folder, readOnly: false), lock: lock, ledger: nil)
  }

  /// Opens a study to look at it, whether or not another process goes on with it; `record` throws.
  package static func openReadOnly(in folder: String) throws -> StudyStore {
    StudyStore(try StudyDatabase(opening: StudyFolder(path: folder), readOnly: true), lock: nil, ledger: nil)
  }

  /// Whether a process writes to the study in a folder now; false where there is none.
  package static func isInUse(_ folder: String) -> Bool { StudyLock.isHeld(StudyFolder(path: folder)) }

  private static func refuseExisting(_ folder: StudyFolder) throws {
    guard folder.hasDatabase else { return }
    throw NASError(
      .invalid, "there is a study in '\(folder.path)' already",
      hint: "go on with `nas resume \(folder.path)`, or choose another folder")
  }
}
