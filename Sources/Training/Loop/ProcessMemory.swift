import CLinux
import Glibc

/// The memory that this process holds.
package enum ProcessMemory {
  /// The most bytes that were resident at a time, since the start or since `forgetPeak`.
  package static var peak: Int {
    guard let file = fopen("/proc/self/status", "re") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let words = line.withUnsafeBufferPointer {
        String(decoding: $0.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      }
      .split { " \t\n".contains($0) }
      if words.first == "VmHWM:", words.count > 1, let kibibytes = Int(words[1]) { return kibibytes << 10 }
    }
    return 0
  }

  /// Keeps freed memory for the next step: it would be given back to the system and asked for again all the time.
  ///
  /// For a process that does nothing but train; to be called before libtorch is opened.
  package static func keepFreed() { clinux_keep_memory() }

  /// Lets the peak begin anew, so that the next trial in this process is measured alone; older kernels cannot.
  package static func forgetPeak() {
    let file = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    _ = write(file, "5", 1)
    close(file)
  }
}
