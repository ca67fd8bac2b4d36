import Glibc

/// Paths of existing files and folders.
enum Paths {
  /// The absolute path without links; nil where nothing is there.
  static func resolved(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }

  /// The folder that an absolute path stands in.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  /// Whether there is a folder at a path.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The names in a folder, sorted; throws its error number.
  static func names(in folder: String) throws(PathError) -> [String] {
    guard let stream = opendir(folder) else { throw PathError(number: errno) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}

/// Why a path cannot be used, by the system's number.
struct PathError: Error {
  let number: Int32

  /// The system's sentence.
  var reason: String { String(cString: strerror(number)) }

  /// Whether nothing is there.
  var isMissing: Bool { number == ENOENT || number == ENOTDIR }
}
