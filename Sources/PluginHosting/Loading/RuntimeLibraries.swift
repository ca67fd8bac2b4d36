import CLinux
import Glibc
import NASPlugin

/// The libraries that plugins are linked to, taken from this host and from nowhere else.
enum RuntimeLibraries {
  /// Opens those that are not open yet.
  ///
  /// A plugin is opened from memory, so it has no folder to look into; and where its own search path led elsewhere,
  /// code that nobody checked would run. The dynamic linker takes what is already open under the name.
  static func open(_ names: [String], for path: String) throws {
    for name in names where dlopen(name, RTLD_LAZY | RTLD_NOLOAD) == nil {
      let place = ImageCheck.isSwift(name) ? try swiftFolder(name, path) + "/" + name : name
      guard dlopen(place, RTLD_LAZY | RTLD_NODELETE) != nil else {
        throw NASError(
          .missing, "the plugin library \(path) needs \(name), which this machine lacks: \(linkerMessage())",
          hint: "install the Swift runtime of this build, or build the plugin with -static-stdlib")
      }
    }
  }

  /// What the dynamic linker said last.
  static func linkerMessage() -> String { dlerror().map { String(cString: $0) } ?? "it does not say why" }

  private static func swiftFolder(_ name: String, _ path: String) throws -> String {
    guard let found = clinux_library_of("swift_retain"), let slash = String(cString: found).lastIndex(of: "/") else {
      throw NASError(
        .missing, "the plugin library \(path) needs \(name), and this host has no Swift runtime to share",
        hint: "build the plugin with -static-stdlib")
    }
    return String(String(cString: found)[..<slash])
  }
}
