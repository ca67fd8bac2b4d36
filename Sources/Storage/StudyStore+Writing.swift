import Foundation
import GRDB
import NASPlugin
import Synchronization

extension StudyStore {
  /// Adds events in one transaction that is on the disk when this returns.
  ///
  /// Throws `internal` where an event breaks a rule of `StoreEvent`, and a sentence where the disk is full or fails;
  /// in both cases nothing is added, and the store can be used further.
  package func record(_ events: [StoreEvent]) throws {
    guard lock != nil else {
      throw NASError(
        .internal, "study '\(database.folder.path)' was opened for reading only",
        hint: "this is a defect; please report it")
    }
    try ledger.withLock { ledger in
      var current = try ledger ?? database.load().ledger
      // Taken out meanwhile: with two owners, the first change would copy what it knows of every trial.
      ledger = nil
      defer { ledger = current }
      try current.admit(events)
      do {
        try database.write { db in for event in events { try StudyTables(db).insert(event) } }
      } catch {
        current.takeBack()
        throw error
      }
    }
  }
}

extension StudyTables {
  /// Adds an event that the ledger has admitted.
  fileprivate func insert(_ event: StoreEvent) throws {
    switch event {
    case .asked(let first, let proposals): try insert(first, proposals)
    case .finished(let outcomes): try insert(outcomes)
    case .checkpoint(let checkpoint): try insert(checkpoint)
    case .artifact(let artifact): try insert(artifact)
    case .fact(let key, let value):
      let sql = "INSERT INTO fact (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
      try run(sql, [key, value])
    }
  }

  private func insert(_ first: TrialID, _ proposals: [Proposal]) throws {
    let batch = Data(ProposalBatch.encode(proposals))
    try run("INSERT INTO asked (first, count, batch) VALUES (?, ?, ?)", [Int64(first), proposals.count, batch])
  }

  private func insert(_ outcomes: [Outcome]) throws {
    let batch = Data(OutcomeBatch.encode(outcomes))
    try run("INSERT INTO finished (count, batch) VALUES (?, ?)", [outcomes.count, batch])
  }

  private func insert(_ checkpoint: Checkpoint) throws {
    let checksum = Int64(checkpoint.state.withUnsafeBytes(Checksum.crc32))
    // Only the newest is of use, and states can be large.
    try run("DELETE FROM checkpoint", [])
    try run(
      "INSERT INTO checkpoint (asked, told, state, checksum) VALUES (?, ?, ?, ?)",
      [Int64(checkpoint.asked), Int64(checkpoint.told), Data(checkpoint.state), checksum])
  }

  private func insert(_ artifact: ArtifactRecord) throws {
    try run(
      "INSERT INTO artifact (trial, name, digest, bytes, path) VALUES (?, ?, ?, ?, ?)",
      [artifact.trial.map(Int64.init), artifact.name, artifact.digest, artifact.bytes, artifact.path])
  }

  private func run(_ sql: String, _ arguments: StatementArguments) throws {
    try db.cachedStatement(sql: sql).execute(arguments: arguments)
  }
}
