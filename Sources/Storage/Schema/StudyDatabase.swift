import Foundation
import GRDB
import NASPlugin

/// A connection to a record: how it is made, opened and checked, and its errors put into words.
struct StudyDatabase: Sendable {
  private(set) var folder: StudyFolder
  private let queue: DatabaseQueue

  /// Makes a record and opens it for writing; where it throws, no study is left.
  ///
  /// The record grows under another name, and gets its own when it is whole: a kill in between leaves no study either.
  init(making folder: StudyFolder, facts: [String: String]) throws {
    try folder.discard(folder.unfinishedDatabase)
    do {
      try Self.fill(folder, facts)
      try folder.adoptDatabase()
      try self.init(opening: folder, readOnly: false)
      self.folder.isMade = true
    } catch {
      try folder.discard(folder.unfinishedDatabase)
      try folder.discard(folder.database)
      throw NASError.storage(error, folder)
    }
  }

  private static func fill(_ folder: StudyFolder, _ facts: [String: String]) throws {
    let queue = try DatabaseQueue(path: folder.unfinishedDatabase)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA application_id = \(StudyFolder.applicationID)")
      try db.execute(sql: "PRAGMA synchronous = FULL")
    }
    try StudySchema.migrator.migrate(queue)
    try queue.write { db in
      for (key, value) in facts { try db.execute(literal: "INSERT INTO fact (key, value) VALUES (\(key), \(value))") }
    }
    // The journal mode is a property of the file, and is set last so that no second file exists when this one is renamed.
    try queue.writeWithoutTransaction { db in _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL") }
    try queue.close()
  }

  /// Opens a record that exists; for writing, it is brought to the newest schema.
  init(opening folder: StudyFolder, readOnly: Bool) throws {
    try folder.checkDatabase()
    self.folder = folder
    var configuration = Configuration()
    configuration.readonly = readOnly
    // Another connection holds the file only for the moment in which it recovers or closes the log.
    configuration.busyMode = .timeout(10)
    do {
      queue = try DatabaseQueue(path: folder.database, configuration: configuration)
      try queue.read { try Self.checkSchema($0, folder) }
      if !readOnly { try prepareForWriting() }
    } catch {
      throw NASError.storage(error, folder)
    }
  }

  /// Runs a read; its errors are sentences.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do { return try queue.read(body) } catch { throw NASError.storage(error, folder) }
  }

  /// Runs one transaction, on the disk when this returns; its errors are sentences, and leave nothing behind.
  func write(_ body: (Database) throws -> Void) throws {
    do { try queue.write(body) } catch { throw NASError.storage(error, folder) }
  }

  private func prepareForWriting() throws {
    try queue.writeWithoutTransaction { db in
      guard try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL") == "wal" else {
        throw NASError(
          .unavailable,
          "'\(folder.database)' cannot keep a log: the file system of '\(folder.path)' has no shared memory",
          hint: "put the study on a local disk")
      }
      try db.execute(sql: "PRAGMA synchronous = FULL")
    }
    try StudySchema.migrator.migrate(queue)
  }

  private static func checkSchema(_ db: Database, _ folder: StudyFolder) throws {
    let migrator = StudySchema.migrator
    let applied = try migrator.appliedIdentifiers(db)
    guard !applied.isEmpty else { throw folder.damaged("it names no schema") }
    let unknown = applied.subtracting(migrator.migrations)
    guard unknown.isEmpty else {
      throw NASError(
        .invalid,
        "the record '\(folder.database)' has the schema \(unknown.sorted().joined(separator: ", ")), and this nas knows "
          + "only \(migrator.migrations.joined(separator: ", "))",
        hint: "use the newer nas that wrote it")
    }
  }
}
