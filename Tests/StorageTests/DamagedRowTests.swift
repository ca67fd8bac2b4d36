import Foundation
import GRDB
import NASPlugin
import Storage
import StorageSupport
import Testing

/// Rows that are not what was written: an error names table and row, and nothing crashes.
struct DamagedRowTests {
  let folder: TemporaryFolder
  private let queue: DatabaseQueue

  init() throws {
    folder = try TemporaryFolder()
    let store = try StudyStore.create(in: folder.study, facts: [:])
    var source = EventSource(seed: 5, mostTrials: 30)
    for _ in 0..<60 { try store.record(source.next()) }
    queue = try DatabaseQueue(path: folder.study + "/study.sqlite")
  }

  private func alter(_ sql: String, _ arguments: StatementArguments = []) throws {
    try queue.write { db in
      try db.execute(sql: sql, arguments: arguments)
      #expect(db.changesCount > 0)
    }
  }

  private func expectDamage(saying parts: String..., location: SourceLocation = #_sourceLocation) throws {
    let reader = try StudyStore.openReadOnly(in: folder.study)
    let error = #expect(throws: NASError.self, sourceLocation: location) { _ = try reader.history() }
    for part in parts + ["study.sqlite' is damaged"] {
      #expect(error?.message.contains(part) == true, "\(String(describing: error))", sourceLocation: location)
    }
  }

  @Test func aMissingAskIsNoticed() throws {
    let second = try queue.read { try Int.fetchOne($0, sql: "SELECT first FROM asked ORDER BY first LIMIT 1 OFFSET 1") }
    try alter("DELETE FROM asked WHERE first = 0")
    try expectDamage(saying: "(table asked, row \(second ?? -1))", "trial 0 is next")
  }

  @Test func aRepeatedOutcomeIsNoticed() throws {
    try alter("INSERT INTO finished (row, count, batch) SELECT 999, count, batch FROM finished WHERE row = 1")
    try expectDamage(saying: "(table finished, row 999)", "second outcome")
  }

  @Test func anOutcomeWithoutAskIsNoticed() throws {
    try alter("DELETE FROM asked WHERE first > 0")
    try expectDamage(saying: "(table finished, row ", "never asked")
  }

  @Test func aWrongCountIsNoticed() throws {
    try alter("UPDATE finished SET count = count + 1 WHERE row = 2")
    try expectDamage(saying: "(table finished, row 2)", "claims")
  }

  @Test func swappedBatchesAreNoticed() throws {
    try alter("UPDATE finished SET batch = (SELECT batch FROM asked WHERE first = 0) WHERE row = 1")
    try expectDamage(saying: "(table finished, row 1)", "another kind")
  }

  @Test(arguments: ["asked", "finished"])
  func everyFlippedByteIsNoticed(table: String) throws {
    let batch = try firstBatch(of: table)
    for index in batch.indices {
      var altered = batch
      altered[index] ^= 0x10
      try alter("UPDATE \(table) SET batch = ? WHERE rowid = (SELECT min(rowid) FROM \(table))", [altered])
      try expectDamage(saying: "(table \(table), row ")
    }
  }

  @Test(arguments: ["asked", "finished"])
  func everyTruncationIsNoticed(table: String) throws {
    let batch = try firstBatch(of: table)
    for length in 0..<batch.count {
      try alter("UPDATE \(table) SET batch = ? WHERE rowid = (SELECT min(rowid) FROM \(table))", [batch.prefix(length)])
      try expectDamage(saying: "(table \(table), row ")
    }
  }

  /// With the checksum made right again, a batch may decode to something else or be refused; it must do either.
  @Test(arguments: ["asked", "finished"])
  func hostileBatchesAreReadOrRefused(table: String) throws {
    let rounds = ProcessInfo.processInfo.environment["NAS_TEST_ALL"] == nil ? 400 : 20_000
    var random = RandomSource(seed: 11).stream(table)
    var refused = 0
    let batches = try queue.read { try Data.fetchAll($0, sql: "SELECT batch FROM \(table) ORDER BY rowid") }
    let rows = try queue.read { try Int64.fetchAll($0, sql: "SELECT rowid FROM \(table) ORDER BY rowid") }
    for _ in 0..<rounds {
      let index = random.index(below: rows.count)
      let hostile = mutate(batches[index], &random)
      try alter("UPDATE \(table) SET batch = ? WHERE rowid = ?", [hostile, rows[index]])
      let reader = try StudyStore.openReadOnly(in: folder.study)
      do { _ = try reader.history() } catch let error as NASError {
        #expect(error.message.contains("(table "), "\(error)")
        refused += 1
      }
      try alter("UPDATE \(table) SET batch = ? WHERE rowid = ?", [batches[index], rows[index]])
    }
    #expect(refused > rounds / 4)
    #expect(try StudyStore.openReadOnly(in: folder.study).history().proposals.count > 0)
  }

  @Test func otherTablesAreCheckedToo() throws {
    let reader = try StudyStore.openReadOnly(in: folder.study)
    try alter("UPDATE checkpoint SET state = X'00'")
    expectError(.invalid, saying: "(table checkpoint, row ", "checksum") { try reader.lastCheckpoint() }
    try alter("UPDATE artifact SET path = '../../etc/passwd' WHERE row = 1")
    expectError(.invalid, saying: "(table artifact, row 1)", "stay in the study folder") { try reader.artifacts() }
    try alter("UPDATE artifact SET path = 'a', bytes = -1 WHERE row = 1")
    expectError(.invalid, saying: "(table artifact, row 1)") { try reader.artifacts() }
  }

  @Test func aTableThatIsGoneIsDamage() throws {
    try queue.write { try $0.execute(sql: "DROP TABLE finished") }
    try expectDamage(saying: "no such table")
  }

  private func firstBatch(of table: String) throws -> Data {
    try #require(try queue.read { try Data.fetchOne($0, sql: "SELECT batch FROM \(table) ORDER BY rowid LIMIT 1") })
  }

  /// Some bytes changed, dropped or doubled behind the first two, and the checksum made right.
  private func mutate(_ batch: Data, _ random: inout RandomStream) -> Data {
    var bytes = [UInt8](batch.dropLast(4))
    for _ in 0...random.index(below: 3) {
      let index = 2 + random.index(below: bytes.count - 2)
      switch random.index(below: 4) {
      case 0: bytes[index] = UInt8(truncatingIfNeeded: random.next())
      case 1: bytes[index] = random.chance(0.5) ? 0xFF : 0
      case 2: if bytes.count > 16 { bytes.removeSubrange(index..<min(bytes.count, index + 1 + random.index(below: 8))) }
      default: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 8)], at: index)
      }
    }
    return Data(bytes + withUnsafeBytes(of: plainChecksum(bytes).littleEndian, Array.init))
  }

  /// CRC-32 bit by bit, as the textbook has it: an independent check of the fast one.
  private func plainChecksum(_ bytes: [UInt8]) -> UInt32 {
    var crc = ~UInt32(0)
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }
}
