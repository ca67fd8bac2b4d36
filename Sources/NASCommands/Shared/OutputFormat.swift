import ArgumentParser
import Foundation
import NASPlugin

/// How a command prints its result.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case table, json, csv

  /// Refuses a format that a command does not have.
  func among(_ allowed: [OutputFormat], for command: String) throws {
    guard !allowed.contains(self) else { return }
    let names = allowed.map(\.rawValue).joined(separator: ", ")
    throw NASError(.invalid, "'nas \(command)' has no format '\(rawValue)'", hint: "use one of \(names)")
  }
}

/// Prints one JSON document: sorted keys, two-space indent, numbers that are not finite as null.
enum JSONOutput {
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }

  static func print(_ value: some Encodable) throws { try StandardOutput.write(text(value)) }
}

extension Double {
  /// The number, or nil where JSON has none for it.
  var finite: Double? { isFinite ? self : nil }
}
