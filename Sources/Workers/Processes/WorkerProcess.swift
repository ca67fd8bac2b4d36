import Glibc
import NASPlugin

/// A running `nas-worker`: a child process with a socket as its descriptor 3.
///
/// posix_spawn rather than swift-subprocess: the socket must be handed over beside the three standard descriptors, and the
/// pool asks and waits from one plain thread. The child stays in the process group of `nas`, so that what ends the group
/// ends the workers too; a worker whose coordinator dies alone sees the end of its socket.
final class WorkerProcess {
  let pid: pid_t
  /// The coordinator's end of the socket; closed on exec.
  let socket: Int32
  private var waitStatus: Int32?

  /// Starts the program with `--serve`; standard output and error go to the end of the file `log`, or to our standard error.
  init(executable: String, log: String?) throws {
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      throw WorkerProcess.failure("a socket for a worker", errno)
    }
    defer { close(ends[1]) }
    do {
      pid = try WorkerProcess.spawn(executable, socket: ends[1], log: log)
    } catch {
      close(ends[0])
      throw error
    }
    socket = ends[0]
    WorkerProcess.limitSending(socket)
  }

  deinit {
    if waitStatus == nil { _ = end() }
    close(socket)
  }

  /// Kills the process if it still runs, and waits for its end; says how it ended.
  ///
  /// One that already ended keeps its own status: a signal does not change it.
  func end() -> WorkerExit {
    if let waitStatus { return WorkerExit(waitStatus: waitStatus) }
    kill(pid, SIGKILL)
    return WorkerExit(waitStatus: wait(0) ?? 0)
  }

  /// Asks the process to end itself; `end` makes sure.
  func terminate() { if waitStatus == nil { kill(pid, SIGTERM) } }

  /// Whether the process has ended, without waiting.
  var hasEnded: Bool { waitStatus != nil || wait(WNOHANG) != nil }

  /// The memory of its own (without mapped files) that the process uses, in bytes; nil where it has ended.
  var memory: UInt64? {
    let descriptor = open("/proc/\(pid)/statm", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 128)
    let count = read(descriptor, &bytes, bytes.count)
    guard count > 0 else { return nil }
    let words = String(decoding: bytes[..<count], as: UTF8.self).split(separator: " ")
    guard words.count > 2, let resident = UInt64(words[1]), let shared = UInt64(words[2]), resident >= shared else {
      return nil
    }
    return (resident - shared) * UInt64(sysconf(Int32(_SC_PAGESIZE)))
  }

  private func wait(_ options: Int32) -> Int32? {
    var status: Int32 = 0
    var answer: pid_t
    repeat { answer = waitpid(pid, &status, options) } while answer == -1 && errno == EINTR
    guard answer != 0 else { return nil }
    // -1 means that somebody else waited for it (a host that ignores SIGCHLD): it has ended, nobody knows how.
    waitStatus = answer == pid ? status : 0
    return waitStatus
  }
}

extension WorkerProcess {
  /// A worker that stops reading must not stop the coordinator.
  private static func limitSending(_ socket: Int32) {
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  private static func spawn(_ executable: String, socket: Int32, log: String?) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    if let log {
      posix_spawn_file_actions_addopen(&actions, 2, log, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    }
    // What a plugin prints goes where errors go: standard output may carry a document of `--format json`.
    posix_spawn_file_actions_adddup2(&actions, 2, 1)
    posix_spawn_file_actions_adddup2(&actions, socket, 3)
    for descriptor in inheritable() { posix_spawn_file_actions_addclose(&actions, descriptor) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    restoreSignals(&attributes)
    return try run(executable, &actions, &attributes)
  }

  /// All signals at their defaults and none blocked, whatever the coordinator does with them.
  private static func restoreSignals(_ attributes: inout posix_spawnattr_t) {
    var (all, none) = (sigset_t(), sigset_t())
    sigfillset(&all)
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
  }

  private static func run(
    _ executable: String, _ actions: inout posix_spawn_file_actions_t, _ attributes: inout posix_spawnattr_t
  ) throws -> pid_t {
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(executable), strdup("--serve"), nil]
    defer { for argument in arguments { free(argument) } }
    var pid: pid_t = 0
    let status = posix_spawn(&pid, executable, &actions, &attributes, &arguments, environ)
    guard status == 0 else { throw failure("the worker program \(executable)", status) }
    return pid
  }

  /// Descriptors that would survive exec: a library of the coordinator may have opened them without the close-on-exec flag.
  private static func inheritable() -> [Int32] {
    guard let folder = opendir("/proc/self/fd") else { return [] }
    defer { closedir(folder) }
    var found: [Int32] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      guard let descriptor = Int32(name), descriptor > 3, fcntl(descriptor, F_GETFD) & FD_CLOEXEC == 0 else { continue }
      found.append(descriptor)
    }
    return found
  }

  private static func failure(_ what: String, _ code: Int32) -> NASError {
    NASError(
      .failed, "\(what) cannot be started: \(String(cString: strerror(code)))", hint: "see ulimit -u and ulimit -n")
  }
}
