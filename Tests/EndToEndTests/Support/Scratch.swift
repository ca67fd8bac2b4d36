import Foundation
import Glibc

/// A folder of its own for one test, removed with it.
final class Scratch: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("nas-end-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in it.
  func file(_ name: String) -> String { path + "/" + name }

  /// Writes a file and gives its path.
  @discardableResult func write(_ text: String, _ name: String) throws -> String {
    try write(Data(text.utf8), name)
  }

  /// Writes a file and gives its path.
  @discardableResult func write(_ data: Data, _ name: String) throws -> String {
    let url = URL(fileURLWithPath: file(name))
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
    return url.path
  }

  /// Everything in it, with the sizes of files: equal where nothing was made, removed or written.
  var contents: [String] {
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return names.map { name in
      var status = stat()
      guard lstat(file(name), &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return name }
      return "\(name) \(status.st_size)"
    }.sorted()
  }
}

/// What a test waited for did not come.
struct NeverHappened: Error, CustomStringConvertible {
  var description: String
}

/// Waits until something is so, looking often; the deadline is only there for tests that would hang.
func eventually(_ what: String, within seconds: Double = 120, _ condition: () throws -> Bool) throws {
  let end = ContinuousClock.now + .seconds(seconds)
  while try !condition() {
    guard ContinuousClock.now < end else { throw NeverHappened(description: "not within \(seconds) s: \(what)") }
    pause(milliseconds: 2)
  }
}

/// Lets time pass where the moment itself is what a test is about.
func pause(milliseconds: Int) { _ = poll(nil, 0, Int32(milliseconds)) }
