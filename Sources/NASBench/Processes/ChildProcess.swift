import Glibc
import NASPlugin

/// A program that is run to its end, with its output and its time.
struct ChildProcess {
  /// What it wrote to standard output.
  let output: String
  /// Its exit status; nil where a signal ended it.
  let status: Int32?
  /// Seconds from the start to the end.
  let seconds: Double

  /// Runs a program, found in `PATH` where its name has no slash; its complaints go nowhere.
  ///
  /// posix_spawn rather than Foundation's Process: that starts a thread and a run loop, which would be measured too.
  init(_ command: [String]) throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw Self.failure("make a pipe", errno) }
    defer { close(ends[0]) }
    var text = ""
    var ended: Int32?
    seconds = try Stopwatch {
      let pid: pid_t
      do {
        defer { close(ends[1]) }
        pid = try Self.spawn(command, output: ends[1])
      }
      text = Self.readAll(ends[0])
      ended = Self.wait(pid)
    }.wall
    (output, status) = (text, ended)
  }

  private static func spawn(_ command: [String], output: Int32) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_addclose(&actions, output)
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var arguments = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var pid: pid_t = 0
    let error = posix_spawnp(&pid, command[0], &actions, nil, &arguments, environ)
    guard error == 0 else { throw failure("start \(command[0])", error) }
    return pid
  }

  private static func readAll(_ end: Int32) -> String {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = read(end, &block, block.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += block[..<count]
    }
  }

  private static func wait(_ pid: pid_t) -> Int32? {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) == -1 && errno == EINTR {}
    return status & 0x7F == 0 ? status >> 8 & 0xFF : nil
  }

  private static func failure(_ action: String, _ number: Int32) -> NASError {
    NASError(.failed, "cannot \(action): \(String(cString: strerror(number)))")
  }
}
