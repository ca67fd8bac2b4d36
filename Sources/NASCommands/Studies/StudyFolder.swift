import Foundation
import NASPlugin

/// The files of a study: `study.sqlite` is the truth, the rest is for people and for going on.
struct StudyFolder {
  let path: String

  var plan: String { path + "/plan.yaml" }
  var lock: String { path + "/plugins.lock" }
  var log: String { path + "/log.jsonl" }
  var artifacts: String { path + "/artifacts" }
  var scratch: String { path + "/scratch" }
  var checkpoints: String { path + "/checkpoints" }

  /// Whether a study stands here.
  var holdsStudy: Bool { FileManager.default.fileExists(atPath: path + "/study.sqlite") }

  /// Refuses a folder that cannot take a new study.
  func checkFree() throws {
    if holdsStudy {
      throw NASError(
        .invalid, "the folder '\(path)' already holds a study",
        hint: "go on with 'nas resume \(path)', or choose another folder with --study")
    }
    let content = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    guard content.allSatisfy(Self.isUnbegun), !isFile else {
      throw NASError(.invalid, "'\(path)' is not an empty folder", hint: "choose another folder with --study")
    }
  }

  /// Whether a file may be left by a process that was killed before the first record stood: it is made anew.
  private static func isUnbegun(_ name: String) -> Bool {
    ["plan.yaml", "plugins.lock", "log.jsonl", "workers.log", "lock", "artifacts", "scratch", "checkpoints"]
      .contains(name)
      || name.hasPrefix("study.sqlite.new")
  }

  /// Refuses a folder without a study.
  func checkStudy() throws {
    guard holdsStudy else {
      throw NASError(.missing, "there is no study in '\(path)'", hint: "'nas run FILE --study \(path)' starts one")
    }
  }

  private var isFile: Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
  }

  /// Makes the folder and what stands in it before the first trial.
  func make() throws {
    do {
      for folder in [path, artifacts, scratch] {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      }
    } catch {
      throw NASError(
        .missing, "cannot make the study folder '\(path)': \(error.localizedDescription)",
        hint: "choose another with --study")
    }
  }

  /// Removes a folder that was made for a study which could not begin.
  func removeUnbegun() { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file in one step: readers see the old text or the new, never half of one.
  func write(_ text: String, to file: String) throws {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
    } catch {
      throw NASError(
        .missing, "cannot write '\(file)': \(error.localizedDescription)",
        hint: "free space on the disk or choose another folder")
    }
  }
}
