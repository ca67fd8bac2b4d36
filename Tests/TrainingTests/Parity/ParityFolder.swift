import Foundation
import NASPlugin

/// A folder of its own for one test, removed with it.
final class ParityFolder {
  let url: URL

  init() throws {
    var name = Array((FileManager.default.temporaryDirectory.path + "/parity.XXXXXX").utf8CString)
    guard mkdtemp(&name) != nil else { throw NASError(.failed, "no temporary folder can be made") }
    url = URL(fileURLWithPath: String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }

  deinit {
    do { try FileManager.default.removeItem(at: url) } catch { print("left behind: \(url.path): \(error)") }
  }

  /// The path of a file in it.
  func path(_ name: String) -> String { url.appending(path: name).path }
}
