import Foundation
import Glibc

/// A program that runs in a process group of its own, so that all of it can be killed at once.
final class RunningProgram {
  let pid: pid_t
  /// Stands in the environment of the program and of everything that it starts.
  private let mark = "NAS_TEST_MARK=" + UUID().uuidString
  private let folder: Scratch
  private var ended: Int32?

  /// Starts `nas`, or another program; `isAlone` gives it no environment but the named one.
  init(
    _ arguments: [String], program: String = Program.path, in directory: String? = nil,
    environment: [String: String] = [:], isAlone: Bool = false
  ) throws {
    folder = try Scratch()
    let base = isAlone ? [:] : ProcessInfo.processInfo.environment
    let variables = base.merging(environment) { $1 }.map { "\($0)=\($1)" } + [mark]
    var spawning = Spawning(output: folder.file("output"), errors: folder.file("errors"))
    // `env` becomes the program itself: the number stays.
    let words = (directory.map { ["/usr/bin/env", "-C", $0] } ?? []) + [program] + arguments
    pid = try spawning.start(words, variables)
  }

  deinit { if ended == nil { kill() } }

  var output: String { text("output") }
  var errors: String { text("errors") }
  /// How many lines stand on standard error so far.
  var lineCount: Int { errors.utf8.count { $0 == UInt8(ascii: "\n") } }

  private func text(_ name: String) -> String {
    String(decoding: FileManager.default.contents(atPath: folder.file(name)) ?? Data(), as: UTF8.self)
  }

  /// Waits for the end and answers the exit status, or minus the signal.
  func wait() throws -> Int32 {
    try eventually("\(pid) ends", within: 300) { self.hasEnded }
    return ended ?? 0
  }

  /// Whether it has ended; then `wait` returns at once.
  var hasEnded: Bool {
    if ended != nil { return true }
    var status: Int32 = 0
    guard waitpid(pid, &status, WNOHANG) == pid else { return false }
    ended = status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F)
    return true
  }

  /// Sends a signal to the program alone.
  func signal(_ number: Int32) { if !hasEnded { _ = Glibc.kill(pid, number) } }

  /// Ends the whole process group as `kill -9` does; says whether the program was still running.
  @discardableResult func kill() -> Bool {
    let wasRunning = !hasEnded
    _ = Glibc.kill(-pid, SIGKILL)
    if wasRunning {
      var status: Int32 = 0
      while waitpid(pid, &status, 0) == -1, errno == EINTR {}
      ended = -SIGKILL
    }
    return wasRunning
  }

  /// The processes that it or its children started and that still run, whatever group they are in.
  var survivors: [pid_t] {
    let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return numbers.compactMap(pid_t.init).filter { number in
      guard number != pid || !hasEnded, let file = FileHandle(forReadingAtPath: "/proc/\(number)/environ") else {
        return false
      }
      let environment = (try? file.readToEnd()) ?? Data()
      return environment.split(separator: 0).contains { $0.elementsEqual(mark.utf8) }
    }
  }
}

/// What `posix_spawn` needs to start a program in a group of its own.
private struct Spawning {
  private var actions = posix_spawn_file_actions_t()
  private var attributes = posix_spawnattr_t()

  init(output: String, errors: String) {
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawnattr_setpgroup(&attributes, 0)
    // The threads that run tests block signals, and a program would inherit that.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
  }

  mutating func start(_ command: [String], _ environment: [String]) throws -> pid_t {
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    var words = command.map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    defer { for pointer in words + variables { free(pointer) } }
    var pid: pid_t = 0
    let status = posix_spawn(&pid, command[0], &actions, &attributes, &words, &variables)
    guard status == 0 else { throw POSIXError(POSIXErrorCode(rawValue: status) ?? .EINVAL) }
    return pid
  }
}
