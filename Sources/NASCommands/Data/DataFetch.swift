import Datasets
import Foundation
import NASPlugin

/// Brings the official files of a data set into the cache, where study files find them without a path.
package struct DataFetch {
  private let official: OfficialData
  private let from: String?
  private let catalog: DatasetCatalog

  /// A fetch into a cache; `from` is another place of the same files: an address, a file or a folder.
  package init(_ official: OfficialData, from: String?, cache: String) {
    (self.official, self.from, catalog) = (official, from, DatasetCatalog(cache: cache))
  }

  /// Where the files stand afterwards.
  private var target: String { catalog.fetchedFolder(of: official.name) }
  /// Where files wait until all are there and whole; an interrupted fetch goes on with them.
  private var waiting: String { target + ".fetching" }

  private var byHand: String {
    let names = official.files.map(\.name).joined(separator: ", ")
    return "fetch \(names) where there is a network (\(official.address)/) and name the file or its folder with --from"
  }

  /// Fetches, checks, unpacks; gives the folder.
  ///
  /// Throws `NASError` where a file is not to be had or is not the published one; then nothing is unpacked.
  package func run() throws -> String {
    try attempt("make the folder \(waiting)") {
      try FileManager.default.createDirectory(atPath: waiting, withIntermediateDirectories: true)
    }
    // Nothing is kept where nothing came; a folder with files in it stays.
    defer { rmdir(waiting) }
    let files = try official.files.map(fetch)
    let unpacked = waiting + "/unpacked"
    try attempt("make the folder \(unpacked)") {
      if FileManager.default.fileExists(atPath: unpacked) { try FileManager.default.removeItem(atPath: unpacked) }
      try FileManager.default.createDirectory(atPath: unpacked, withIntermediateDirectories: false)
    }
    for path in files { try place(path, in: unpacked) }
    _ = try catalog.open(DatasetRequest(name: official.name, path: unpacked))
    try attempt("put the files into \(target)") {
      if FileManager.default.fileExists(atPath: target) { try FileManager.default.removeItem(atPath: target) }
      try FileManager.default.moveItem(atPath: unpacked, toPath: target)
      try FileManager.default.removeItem(atPath: waiting)
    }
    return target
  }

  /// A whole file: one of the user's, one that waits already, or one that is fetched now.
  private func fetch(_ file: OfficialData.File) throws -> String {
    if let own = try ownPath(file) {
      try check(own, file)
      return own
    }
    let (path, partial) = ("\(waiting)/\(file.name)", "\(waiting)/\(file.name).partial")
    if FileManager.default.fileExists(atPath: path), try FileDigest.md5(path) == file.md5 { return path }
    try CurlDownload.fetch(address(of: file), to: partial, byHand: byHand)
    do { try check(partial, file) } catch {
      try attempt("remove \(partial)") { try FileManager.default.removeItem(atPath: partial) }
      throw error
    }
    try attempt("rename \(partial)") {
      if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
      try FileManager.default.moveItem(atPath: partial, toPath: path)
    }
    return path
  }

  /// The file that `--from` names, itself or by its folder; nil where it names an address or nothing.
  private func ownPath(_ file: OfficialData.File) throws -> String? {
    guard let from, !from.contains("://") else { return nil }
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: from, isDirectory: &isFolder)
    if isThere && isFolder.boolValue { return "\(from)/\(file.name)" }
    guard official.files.count == 1 || !isThere else {
      throw NASError(
        .invalid, "'\(from)' is one file, where \(official.name) has \(official.files.count)",
        hint: "name their folder with --from")
    }
    return from
  }

  private func address(of file: OfficialData.File) -> String {
    let base = from ?? official.address
    guard !base.hasSuffix("/" + file.name) else { return base }
    return base.hasSuffix("/") ? base + file.name : "\(base)/\(file.name)"
  }

  private func check(_ path: String, _ file: OfficialData.File) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      throw NASError(.missing, "'\(path)' is not there", hint: "name \(file.name) or its folder with --from")
    }
    let found = try FileDigest.md5(path)
    guard found == file.md5 else {
      throw NASError(
        .invalid, "'\(path)' is not the official \(file.name): its MD5 is \(found), where \(file.md5) is published",
        hint: "fetch it again, or from elsewhere with --from")
    }
  }

  private func place(_ path: String, in folder: String) throws {
    guard official.isArchive else {
      let name = URL(fileURLWithPath: path).lastPathComponent
      return try attempt("copy \(path)") { try FileManager.default.copyItem(atPath: path, toPath: "\(folder)/\(name)") }
    }
    guard let tar = Tool("tar") else {
      throw NASError(.missing, "\(path) cannot be unpacked: there is no tar here", hint: "apt-get install tar")
    }
    let result = try tar.run(["--extract", "--gzip", "--no-same-owner", "--file", path, "--directory", folder])
    guard result.status == 0 else {
      let reason = result.errors.split(separator: "\n").last.map(String.init) ?? "it does not say why"
      throw NASError(.failed, "tar cannot unpack \(path): \(reason)", hint: "is there room in \(folder)?")
    }
  }

  private func attempt(_ action: String, _ body: () throws -> Void) throws {
    do { try body() } catch {
      throw NASError(
        .unavailable, "cannot \(action): \(error.localizedDescription)", hint: "set NAS_CACHE to a folder with room")
    }
  }
}
