import Glibc
import NASPlugin

extension StudyFolder {
  /// The mark in the file's header that says "a study" (`application_id`): the letters NASs.
  static let applicationID: UInt32 = 0x4E41_5373

  /// Throws unless the record looks like one from its header: what SQLite would say of other files is of no help to
  /// a person, and opening a stranger's database for writing could change it.
  func checkDatabase() throws {
    guard hasDatabase else {
      throw NASError(
        .missing, "there is no study in '\(path)': it has no study.sqlite",
        hint: "start one with `nas run`, or name the folder of a study")
    }
    guard Self.kind(of: database) == S_IFREG else { throw notAStudy }
    let header = try header()
    guard !header.isEmpty else { throw damaged("it is empty") }
    guard header.starts(with: Array("SQLite format 3\0".utf8).prefix(header.count)) else { throw notAStudy }
    guard header.count == 100 else { throw damaged("it breaks off after \(header.count) bytes") }
    let mark = header[68..<72].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard mark == Self.applicationID else { throw notAStudy }
  }

  /// The error for a record that is broken, and how.
  func damaged(_ how: String) -> NASError {
    NASError(
      .invalid, "the record '\(database)' is damaged: \(how)",
      hint: "put back a copy of it, or start a new study with `nas run`")
  }

  private var notAStudy: NASError {
    NASError(.invalid, "'\(database)' is not the record of a study", hint: "name the folder that `nas run` made")
  }

  /// The first 100 bytes, or as many as there are.
  private func header() throws -> [UInt8] {
    let descriptor = open(database, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open \(database)", hint: "check its permissions") }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 100)
    let count = read(descriptor, &bytes, bytes.count)
    guard count >= 0 else { throw failure("read \(database)", hint: "check the disk, or put back a copy of it") }
    return Array(bytes.prefix(count))
  }
}
