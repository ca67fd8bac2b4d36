import Glibc
import Workers

/// Measures a piece of work: seconds on the wall, and seconds of this process on a processor.
struct Stopwatch {
  let wall: Double
  let processor: Double

  /// Does the work.
  init(_ work: () throws -> Void) rethrows {
    let (start, used) = (MonotonicClock.now, Self.processorTime)
    try work()
    (wall, processor) = (Double(MonotonicClock.now - start) * 1e-9, Self.processorTime - used)
  }

  private static var processorTime: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
