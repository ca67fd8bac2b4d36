import Foundation
import NASPlugin

/// A folder for the files of one step, which nobody else uses.
struct TemporaryFolder {
  let path: String

  init() throws {
    // The system picks a free name; no result depends on it.
    var pattern = Array((NSTemporaryDirectory() + "/nas-XXXXXX").utf8CString)
    guard let made = mkdtemp(&pattern) else {
      throw NASError(
        .unavailable, "cannot make a temporary folder: \(String(cString: strerror(errno)))",
        hint: "set TMPDIR to a folder with room")
    }
    path = String(cString: made)
  }

  /// The place of a file in it.
  func file(_ name: String) -> URL { URL(fileURLWithPath: path + "/" + name) }

  /// Removes it with all that is in it.
  func remove() {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      StandardError.write("nas: warning: cannot remove \(path): \(error.localizedDescription)")
    }
  }
}
