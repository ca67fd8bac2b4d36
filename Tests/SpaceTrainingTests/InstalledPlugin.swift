import Foundation
import NASPluginTesting

/// The plugin libraries that the build left beside the tests.
enum InstalledPlugin {
  static func opened(_ name: String) throws -> InProcessPlugin {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return try InProcessPlugin(opening: program.deletingLastPathComponent().appending(path: "lib\(name).so").path)
  }
}
