import GRDB

/// The tables of a record, by version: a version that was released never changes, a new one follows it.
enum StudySchema {
  /// The migrations, named by the version that they lead to.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1.0") { try $0.execute(sql: version1) }
    return migrator
  }

  /// A batch is one row, see `BatchFormat`; counts stand beside it so that any SQLite tool can sum them.
  private static let version1 = """
    CREATE TABLE asked (first INTEGER PRIMARY KEY, count INTEGER NOT NULL, batch BLOB NOT NULL) STRICT;
    CREATE TABLE finished (row INTEGER PRIMARY KEY, count INTEGER NOT NULL, batch BLOB NOT NULL) STRICT;
    CREATE TABLE checkpoint (
      row INTEGER PRIMARY KEY, asked INTEGER NOT NULL, told INTEGER NOT NULL, state BLOB NOT NULL,
      checksum INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE artifact (
      row INTEGER PRIMARY KEY, trial INTEGER, name TEXT NOT NULL, digest TEXT NOT NULL, bytes INTEGER NOT NULL,
      path TEXT NOT NULL
    ) STRICT;
    CREATE TABLE fact (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    """
}
