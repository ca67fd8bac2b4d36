import Foundation
import NASPlugin

/// Where progress, warnings and errors go, so that standard output holds results only.
enum StandardError {
  /// Writes a line.
  static func write(_ line: String) { raw(line + "\n") }

  /// Writes text as it is.
  static func raw(_ text: String) {
    // Nobody is left to hear that this could not be said, and a study must not end for it.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}

/// Where results go.
enum StandardOutput {
  /// Writes text as it is; throws where it cannot all be written.
  static func write(_ text: String) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      throw NASError(
        .unavailable, "cannot write to standard output: \(error.localizedDescription)",
        hint: "free space where it goes, or send it elsewhere")
    }
  }
}
