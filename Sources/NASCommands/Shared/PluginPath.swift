import Foundation

/// A path of a plugin as a user gives it: a folder, a manifest or a library.
enum PluginPath {
  /// Whether there is a folder at a path.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether a word names a file rather than a plugin's id.
  static func isFile(_ word: String) -> Bool {
    word.contains("/") || word.hasSuffix(".so") || word.hasSuffix(".json")
  }
}
