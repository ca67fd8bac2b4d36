import Foundation

/// A folder for the time of a measurement.
final class ScratchFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/nas-bench-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      BenchSuite.say("\(path) was left behind: \(error)")
    }
  }
}
