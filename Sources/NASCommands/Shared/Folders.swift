import Foundation

/// Where the product keeps what outlives a command.
enum Folders {
  /// `$NAS_CACHE`, else `$XDG_CACHE_HOME/nas`, else `~/.cache/nas`.
  static var cache: String {
    let environment = ProcessInfo.processInfo.environment
    if let own = environment["NAS_CACHE"], !own.isEmpty { return own }
    if let shared = environment["XDG_CACHE_HOME"], !shared.isEmpty { return shared + "/nas" }
    return NSHomeDirectory() + "/.cache/nas"
  }

  /// The folder of this executable.
  static var executable: String {
    let path =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: path).deletingLastPathComponent().path
  }
}
