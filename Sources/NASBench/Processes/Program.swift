import Glibc

/// This program, beside which the others of the build stand.
enum Program {
  /// The folder it stands in.
  static var folder: String {
    guard let path = realpath("/proc/self/exe", nil) else { return "." }
    defer { free(path) }
    return String(String(cString: path).reversed().drop { $0 != "/" }.dropFirst().reversed())
  }
}
