import Foundation
import GRDB
import NASPlugin
import Storage
import Testing

/// Files that are not what they should be: each gets one sentence, and is left as it was.
struct StudyFolderTests {
  let folder: TemporaryFolder
  private var file: String { folder.study + "/study.sqlite" }

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.study, withIntermediateDirectories: true)
  }

  /// Neither way of opening may accept the file, change it, or leave a lock.
  private func expectRefusal(_ code: NASError.Code, saying parts: String...) throws {
    let before = try? Data(contentsOf: URL(fileURLWithPath: file))
    for open in [StudyStore.open, StudyStore.openReadOnly] {
      expectError(code, saying: folder.study) { try open(folder.study) }
      let error = #expect(throws: NASError.self) { _ = try open(folder.study) }
      for part in parts { #expect(error?.message.contains(part) == true, "\(String(describing: error))") }
    }
    #expect((try? Data(contentsOf: URL(fileURLWithPath: file))) == before)
  }

  private func makeStudy() throws {
    let store = try StudyStore.create(in: folder.study, facts: ["a": "b"])
    for batch in 0..<40 { try store.record([.asked(first: TrialID(batch * 100), proposals(100))]) }
  }

  @Test func noStudy() throws {
    try expectRefusal(.missing, saying: "there is no study in")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.study) == [])
  }

  @Test func noFolder() throws {
    try FileManager.default.removeItem(atPath: folder.study)
    try expectRefusal(.missing, saying: "there is no study in")
  }

  @Test func anEmptyFile() throws {
    try Data().write(to: URL(fileURLWithPath: file))
    try expectRefusal(.invalid, saying: "is empty")
  }

  @Test func aFileOfSomethingElse() throws {
    try Data("name: quickstart\nseed: 0\n".utf8).write(to: URL(fileURLWithPath: file))
    try expectRefusal(.invalid, saying: "not the record of a study")
  }

  @Test func aFolderInItsPlace() throws {
    try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
    try expectRefusal(.invalid, saying: "not the record of a study")
  }

  @Test func aDatabaseOfSomethingElse() throws {
    let queue = try DatabaseQueue(path: file)
    try queue.write { try $0.execute(sql: "CREATE TABLE asked (first INTEGER)") }
    try queue.close()
    try expectRefusal(.invalid, saying: "not the record of a study")
  }

  @Test(arguments: [10, 50, 99, 100, 101, 4_096, 5_000, 8_192, 40_000])
  func aTruncatedFile(length: Int) throws {
    try makeStudy()
    let whole = try Data(contentsOf: URL(fileURLWithPath: file))
    #expect(whole.count > length)
    try whole.prefix(length).write(to: URL(fileURLWithPath: file))
    try expectRefusal(.invalid, saying: "damaged")
  }

  @Test func aNewerSchema() throws {
    try makeStudy()
    let queue = try DatabaseQueue(path: file)
    try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('1.7')") }
    try queue.close()
    try expectRefusal(.invalid, saying: "schema 1.7", "only 1.0")
  }

  @Test func whatAKilledCreationLeavesIsNoStudy() throws {
    try Data("half".utf8).write(to: URL(fileURLWithPath: file + ".new"))
    try Data("half".utf8).write(to: URL(fileURLWithPath: file + ".new-journal"))
    try expectRefusal(.missing, saying: "there is no study in")
    _ = try StudyStore.create(in: folder.study, facts: ["a": "b"])
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.study)
    #expect(!names.contains { $0.contains(".new") })
    #expect(try StudyStore.openReadOnly(in: folder.study).facts() == ["a": "b"])
  }
}
