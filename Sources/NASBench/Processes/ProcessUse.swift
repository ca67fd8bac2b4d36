import Glibc

/// What this process has used of the machine so far.
struct ProcessUse {
  /// Resident memory at its highest.
  let peakBytes: Int
  /// Pages touched for the first time, which the system had to find and clear.
  let faults: Int

  /// As it stands now.
  init() {
    var usage = rusage()
    getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
    (peakBytes, faults) = (usage.ru_maxrss * 1_024, usage.ru_minflt)
  }
}
