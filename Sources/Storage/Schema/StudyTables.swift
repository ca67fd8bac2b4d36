import Foundation
import GRDB
import NASPlugin

/// The tables of a record within a transaction.
///
/// What is read is checked to the last bit: a row that is not what was written throws `RowDamage`.
struct StudyTables {
  let db: Database

  init(_ db: Database) { self.db = db }

  /// The history, and the ledger that admits it.
  func load() throws -> (history: StudyHistory, ledger: RecordLedger) {
    var (history, ledger) = (StudyHistory(), RecordLedger())
    try forEachRow("SELECT first, count, batch FROM asked ORDER BY first", of: "asked") { row in
      let first = try row.number(0)
      let proposals = try row.batch(2, count: row.number(1), ProposalBatch.decode)
      try ledger.ask(first: first, proposals)
      history.append(proposals)
    }
    try forEachRow("SELECT row, count, batch FROM finished ORDER BY row", of: "finished") { row in
      let outcomes = try row.batch(2, count: row.number(1)) { try OutcomeBatch.decode($0, of: history.proposals) }
      for outcome in outcomes {
        try ledger.finish(outcome.trial)
        history.outcomes[Int(outcome.trial)] = outcome
      }
    }
    ledger.settle()
    return (history, ledger)
  }

  func facts() throws -> [String: String] {
    var facts: [String: String] = [:]
    try forEachRow("SELECT rowid, key, value FROM fact", of: "fact") { facts[try $0.text(1)] = try $0.text(2) }
    return facts
  }

  func lastCheckpoint() throws -> Checkpoint? {
    var newest: Checkpoint?
    let sql = "SELECT row, asked, told, state, checksum FROM checkpoint ORDER BY row DESC LIMIT 1"
    try forEachRow(sql, of: "checkpoint") { row in
      let state = [UInt8](try row.blob(3))
      guard try row.number(4) == UInt64(state.withUnsafeBytes(Checksum.crc32)) else {
        throw BatchDamage("the checksum of its state is wrong")
      }
      newest = Checkpoint(asked: try row.number(1), told: try row.number(2), state: state)
    }
    return newest
  }

  func artifacts() throws -> [ArtifactRecord] {
    var artifacts: [ArtifactRecord] = []
    try forEachRow("SELECT row, trial, name, digest, bytes, path FROM artifact ORDER BY row", of: "artifact") { row in
      let artifact = ArtifactRecord(
        trial: try row.isNull(1) ? nil : row.number(1), name: try row.text(2), digest: try row.text(3),
        bytes: Int(try row.number(4)), path: try row.text(5))
      if let fault = artifact.fault { throw BatchDamage(fault) }
      artifacts.append(artifact)
    }
    return artifacts
  }

  /// Hands over the rows of a query, whose first column is the row's number; damage gets the table's and row's name.
  private func forEachRow(_ sql: String, of table: String, _ body: (StoredRow) throws -> Void) throws {
    let rows = try Row.fetchCursor(db, sql: sql)
    while let row = try rows.next() {
      do {
        try body(StoredRow(row: row))
      } catch let damage as BatchDamage {
        throw RowDamage(table: table, row: "\(row[0] as DatabaseValue)", what: damage.what)
      } catch let violation as RuleViolation {
        throw RowDamage(table: table, row: "\(row[0] as DatabaseValue)", what: violation.what)
      }
    }
  }
}
