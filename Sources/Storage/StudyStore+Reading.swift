import GRDB
import NASPlugin
import Synchronization

extension StudyStore {
  /// Everything asked and finished so far; throws a sentence that names table and row where the file is damaged.
  package func history() throws -> StudyHistory {
    try ledger.withLock { ledger in
      let loaded = try database.load()
      // A reader's record grows behind its back, so what it saw now binds nobody.
      if lock != nil, ledger == nil { ledger = loaded.ledger }
      return loaded.history
    }
  }

  package func fact(_ key: String) throws -> String? {
    try database.read { db in try String.fetchOne(db, sql: "SELECT value FROM fact WHERE key = ?", arguments: [key]) }
  }

  package func facts() throws -> [String: String] {
    try read { try $0.facts() }
  }

  package func lastCheckpoint() throws -> Checkpoint? {
    try read { try $0.lastCheckpoint() }
  }

  package func artifacts() throws -> [ArtifactRecord] {
    try read { try $0.artifacts() }
  }

  private func read<Value>(_ body: (StudyTables) throws -> Value) throws -> Value { try database.reading(body) }
}

extension StudyDatabase {
  /// The whole history, and what the rules say of it: a file that breaks them is damaged too.
  func load() throws -> (history: StudyHistory, ledger: RecordLedger) { try reading { try $0.load() } }

  /// Reads tables; a damaged row becomes a sentence that names it.
  func reading<Value>(_ body: (StudyTables) throws -> Value) throws -> Value {
    try read { db in
      do {
        return try body(StudyTables(db))
      } catch let damage as RowDamage {
        throw folder.damaged("\(damage.what) (table \(damage.table), row \(damage.row))")
      }
    }
  }
}
