import Glibc

/// What a worker process settles for itself before any plugin is opened.
enum ProcessGuard {
  /// A crash is data here; files of gigabytes are not.
  static func forbidCoreFiles() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
  }

  /// Whether a descriptor is a socket.
  static func isSocket(_ descriptor: Int32) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
  }

  static func prepareToServe(_ socket: Int32) {
    // The interrupt key signals the whole group; the coordinator decides what becomes of its workers.
    signal(SIGINT, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
    // What a plugin starts must not hold the conversation open.
    _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
    preferAsVictim()
  }

  /// When the machine's memory runs out, the system shall end a worker and not the study.
  private static func preferAsVictim() {
    let file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    _ = write(file, "500", 3)
    close(file)
  }
}
