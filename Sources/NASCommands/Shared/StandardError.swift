import Foundation

/// Where progress, warnings and errors go, so that standard output holds results only.
enum StandardError {
  /// Writes a line.
  static func write(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
}

/// Where results go.
enum StandardOutput {
  /// Writes text as it is.
  static func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
}
