import Crypto
import Engine
import Foundation
import NASPlugin
import Storage
import Workers

/// `artifacts/` of a study: each file named by its SHA-256, so that what a record names cannot be another file.
final class ArtifactFolder: ArtifactKeeping {
  private let folder: StudyFolder
  private var files: [TrialID: [String]] = [:]

  /// The artifacts of a study; `known` are those that its record names.
  init(_ folder: StudyFolder, known: [ArtifactRecord]) {
    self.folder = folder
    for record in known { if let trial = record.trial { files[trial, default: []].append(record.path) } }
  }

  func take(_ scratch: [TrialResult.ScratchFile], of trial: TrialID) throws -> [ArtifactRecord] {
    try scratch.map { try take($0.path, name: $0.name, of: trial) }
  }

  /// Moves one finished file into the study.
  func take(_ path: String, name: String, of trial: TrialID?) throws -> ArtifactRecord {
    let (digest, bytes) = try Self.digest(path)
    let relative = "artifacts/" + digest + "." + (name.split(separator: ".").last.map(String.init) ?? "bin")
    let target = folder.path + "/" + relative
    guard rename(path, target) == 0 else {
      throw NASError(
        .missing, "cannot move '\(path)' into the study: \(String(cString: strerror(errno)))",
        hint: "check the disk and 'nas resume'")
    }
    if let trial { files[trial, default: []].append(relative) }
    return ArtifactRecord(trial: trial, name: name, digest: digest, bytes: bytes, path: relative)
  }

  func weights(of trial: TrialID) -> String? {
    files[trial]?.first { $0.hasSuffix(".safetensors") }.map { folder.path + "/" + $0 }
      .flatMap { FileManager.default.fileExists(atPath: $0) ? URL(fileURLWithPath: $0).standardizedFileURL.path : nil }
  }

  /// Two trials may own files of one content: a file goes with its last owner.
  func drop(_ trial: TrialID) throws {
    guard let own = files.removeValue(forKey: trial) else { return }
    for path in own where !files.values.contains(where: { $0.contains(path) }) { unlink(folder.path + "/" + path) }
  }

  private static func digest(_ path: String) throws -> (hex: String, bytes: Int) {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw NASError(
        .missing, "the file '\(path)' that a worker made is not there", hint: "check the disk and 'nas resume'")
    }
    var hash = SHA256()
    var bytes = 0
    while let part = try file.read(upToCount: 1 << 20), !part.isEmpty {
      hash.update(data: part)
      bytes += part.count
    }
    return (hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined(), bytes)
  }
}
