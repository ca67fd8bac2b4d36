import Foundation

/// A folder that goes away with its owner.
final class TemporaryFolder: Sendable {
  let path: String
  /// Where a test puts a study.
  var study: String { path + "/study" }

  init() throws {
    let template = FileManager.default.temporaryDirectory.appendingPathComponent("nas-store-XXXXXX").path
    var name = Array(template.utf8CString)
    guard mkdtemp(&name) != nil else { throw CocoaError(.fileWriteUnknown) }
    path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
