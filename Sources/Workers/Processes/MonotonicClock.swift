import Glibc

/// The clock that deadlines are written in: nanoseconds of CLOCK_MONOTONIC, which all processes of a machine share.
package enum MonotonicClock {
  /// Now.
  package static var now: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// A time that many seconds from now.
  package static func after(seconds: Double) -> UInt64 { now &+ UInt64(max(0, min(seconds, 1e9)) * 1e9) }
}
