import Foundation

/// A path of a study file: `~` is the home folder, a relative one starts from the file's folder.
func absolute(_ path: String, from folder: String) -> String {
  let expanded = NSString(string: path).expandingTildeInPath
  let full = expanded.hasPrefix("/") ? expanded : folder + "/" + expanded
  return URL(fileURLWithPath: full).standardizedFileURL.path
}
