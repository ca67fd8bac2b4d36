import Foundation
import Logging
import NASPlugin

/// `log.jsonl`: one JSON object a line, appended.
struct StudyLog: LogHandler {
  private let file: FileHandle
  private let source: String
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .debug

  /// A logger that appends to a file, which is made where it is missing.
  static func logger(_ source: String, path: String) throws -> Logger {
    let isThere =
      FileManager.default.fileExists(atPath: path) || FileManager.default.createFile(atPath: path, contents: nil)
    guard isThere, let file = FileHandle(forWritingAtPath: path) else {
      throw NASError(.missing, "cannot write the log '\(path)'", hint: "check the folder's rights")
    }
    file.seekToEndOfFile()
    return Logger(label: source) { StudyLog(file: file, source: $0) }
  }

  private init(file: FileHandle, source: String) { (self.file, self.source) = (file, source) }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let record = Line(
      time: Date.now.formatted(.iso8601), level: event.level.rawValue, source: source, message: "\(event.message)")
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let line = try? encoder.encode(record) else { return }
    // A log that cannot be written must not end a study: the study's truth is in its store.
    try? file.write(contentsOf: line + Data("\n".utf8))
  }

  private struct Line: Encodable {
    var time: String
    var level: String
    var source: String
    var message: String
  }
}

extension LogLevel {
  /// The level of the logging library.
  var logging: Logger.Level {
    switch self {
    case .debug: .debug
    case .info: .info
    case .warning: .warning
    case .error: .error
    }
  }
}
