import Glibc
import NASPlugin

/// A program that stays alive and answers every line with a line.
final class Conversation {
  private let name: String
  private let pid: pid_t
  private let input: Int32
  private let output: Int32
  private var pending: [UInt8] = []

  /// Starts a program, found in `PATH` where its name has no slash; its complaints go where ours go.
  init(_ command: [String], environment: [String: String] = [:]) throws {
    name = command.joined(separator: " ")
    let (questions, answers) = (try Self.makePipe(), try Self.makePipe())
    do {
      defer {
        close(questions.read)
        close(answers.write)
      }
      pid = try Self.spawn(command, environment, input: questions.read, output: answers.write)
    }
    (input, output) = (questions.write, answers.read)
  }

  /// Ends the program by ending its input, and waits for it.
  deinit {
    close(input)
    close(output)
    var status: Int32 = 0
    while waitpid(pid, &status, 0) == -1 && errno == EINTR {}
  }

  /// Asks without waiting for the answer.
  func ask(_ line: String) throws {
    let bytes = Array("\(line)\n".utf8)
    guard write(input, bytes, bytes.count) == bytes.count else { throw NASError(.failed, "'\(name)' does not listen") }
  }

  /// The next line that it says.
  func answer() throws -> String {
    var block = [UInt8](repeating: 0, count: 4_096)
    while true {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        defer { pending.removeFirst(end + 1) }
        return String(decoding: pending[..<end], as: UTF8.self)
      }
      let count = read(output, &block, block.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        throw NASError(.failed, "'\(name)' ended without an answer", hint: "run it by hand to see why")
      }
      pending += block[..<count]
    }
  }

  /// A pipe that programs started later do not inherit: else none would see the end of another's input.
  private static func makePipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw failure("make a pipe", errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private static func spawn(_ command: [String], _ environment: [String: String], input: Int32, output: Int32) throws
    -> pid_t
  {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    var arguments = command.map { strdup($0) } + [nil]
    var variables = Self.variables(environment).map { strdup($0) } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var pid: pid_t = 0
    let error = posix_spawnp(&pid, command[0], &actions, nil, &arguments, &variables)
    guard error == 0 else { throw failure("start \(command[0])", error) }
    return pid
  }

  /// Our environment with some variables set.
  private static func variables(_ own: [String: String]) -> [String] {
    var (inherited, index) = ([String](), 0)
    while let text = environ[index] {
      inherited.append(String(cString: text))
      index += 1
    }
    return inherited.filter { line in !own.keys.contains { line.hasPrefix($0 + "=") } } + own.map { "\($0)=\($1)" }
  }

  private static func failure(_ action: String, _ number: Int32) -> NASError {
    NASError(.failed, "cannot \(action): \(String(cString: strerror(number)))")
  }
}
