import Glibc
package import NASPlugin
import Synchronization

/// Files that evaluations write: fresh paths in a folder, and the list of what shall become artifacts of trials.
package final class ScratchFiles: Sendable {
  /// A file that shall become an artifact.
  package struct Kept: Sendable, Equatable {
    package var trial: TrialID
    package var name: String
    package var path: String
  }

  private struct State {
    var next = 0
    var kept: [Kept] = []
  }

  private let folder: String
  private let state = Mutex(State())

  /// Files in a folder, which is made when the first is asked for.
  package init(folder: String) { self.folder = folder }

  /// A path that no other process or call was given.
  ///
  /// Throws `.invalid` where the name is no plain file name, `.failed` where the folder cannot be made.
  package func fresh(_ name: String) throws -> String {
    try check(name)
    guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
      throw NASError(.failed, "the folder \(folder) cannot be made: \(String(cString: strerror(errno)))")
    }
    let number = state.withLock { state in
      state.next += 1
      return state.next
    }
    return "\(folder)/\(getpid())-\(number)-\(name)"
  }

  /// Notes a finished file as an artifact of a trial; throws `.missing` where there is no such file.
  package func keep(_ trial: TrialID, _ name: String, _ path: String) throws {
    try check(name)
    guard access(path, R_OK) == 0 else {
      throw NASError(.missing, "the file \(path), to be kept as '\(name)' of trial \(trial), cannot be read")
    }
    state.withLock { $0.kept.append(Kept(trial: trial, name: name, path: path)) }
  }

  /// The path of a file that was kept and not yet taken.
  package func find(_ trial: TrialID, _ name: String) -> String? {
    state.withLock { $0.kept.last { $0.trial == trial && $0.name == name }?.path }
  }

  /// Hands over what was kept, once.
  package func take() -> [Kept] {
    state.withLock { state in
      defer { state.kept = [] }
      return state.kept
    }
  }

  /// A name becomes part of a path, so it may not lead anywhere else.
  private func check(_ name: String) throws {
    let isPlain = name.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
        || "._-".utf8.contains(byte)
    }
    guard isPlain, !name.isEmpty, name.utf8.count <= 100, name.utf8.first != UInt8(ascii: ".") else {
      throw NASError(
        .invalid, "an artifact cannot be named '\(name.prefix(100))'", hint: "use letters, digits, '.', '_' and '-'")
    }
  }
}
