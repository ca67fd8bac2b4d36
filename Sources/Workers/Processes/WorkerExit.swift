import Glibc

/// How a worker process ended.
package enum WorkerExit: Sendable, Equatable {
  /// It was ended by a signal, of that number.
  case signal(Int32)
  /// It exited by itself, with that status.
  case status(Int32)
  /// The coordinator ended it: the deadline passed.
  case deadline
  /// The coordinator ended it: it used that many bytes.
  case memory(UInt64)
  /// The coordinator ended it: it did not keep to the protocol, and how.
  case protocolBroken(String)

  /// The end that `waitpid` tells of.
  init(waitStatus: Int32) {
    let signal = waitStatus & 0x7F
    self = signal == 0 ? .status((waitStatus >> 8) & 0xFF) : .signal(signal)
  }

  /// What happened, as the end of a sentence that begins with "the worker".
  package var description: String {
    switch self {
    case .signal(let number): "was ended by \(Self.name(of: number))"
    case .status(let status): "exited with status \(status)"
    case .deadline: "did not finish before its deadline"
    case .memory(let bytes): "used \(bytes >> 20) MiB of memory"
    case .protocolBroken(let how): "broke the protocol: \(how)"
    }
  }

  /// A signal by number and name, such as `signal 11 (SIGSEGV)`.
  static func name(of signal: Int32) -> String {
    names[signal].map { "signal \(signal) (\($0))" } ?? "signal \(signal)"
  }

  private static let names: [Int32: String] = [
    SIGHUP: "SIGHUP", SIGINT: "SIGINT", SIGQUIT: "SIGQUIT", SIGILL: "SIGILL", SIGTRAP: "SIGTRAP", SIGABRT: "SIGABRT",
    SIGBUS: "SIGBUS", SIGFPE: "SIGFPE", SIGKILL: "SIGKILL", SIGUSR1: "SIGUSR1", SIGSEGV: "SIGSEGV", SIGUSR2: "SIGUSR2",
    SIGPIPE: "SIGPIPE", SIGALRM: "SIGALRM", SIGTERM: "SIGTERM", SIGXCPU: "SIGXCPU", SIGXFSZ: "SIGXFSZ",
    SIGSYS: "SIGSYS",
  ]
}
