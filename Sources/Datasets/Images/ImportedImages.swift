import Glibc
import NASPlugin

/// Images that were decoded once into the cache under a name of the user's: two files in the cache's own layout.
struct ImportedImages {
  let name: String
  let cache: String

  /// Where fetched and imported data sets are kept, one folder each.
  static func folder(_ cache: String) -> String { "\(cache)/data" }

  /// Whether a word can be the name of a data set and of a folder: small letters, digits, `-`, `_` and `.`.
  static func isName(_ name: String) -> Bool {
    let letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    return name.count <= 64 && name.first.map(letters.contains) == true
      && name.allSatisfy { letters.contains($0) || "-_.".contains($0) }
  }

  var folder: String { "\(Self.folder(cache))/\(name)" }

  private func path(_ part: DatasetPart) -> String { "\(folder)/\(part.rawValue).images" }

  func isThere() throws -> Bool { try FileSystem.status(at: path(.train)) != nil }

  /// The two files, with what their heads say.
  func files() throws -> DatasetFiles {
    let (train, test) = try (Self.open(path(.train)), Self.open(path(.test)))
    guard test.shape == train.shape, test.classes == train.classes else {
      throw NASError(
        .invalid, "\(path(.test)) holds other images than \(path(.train))",
        hint: "remove \(folder) and import them again")
    }
    let description = DatasetDescription(
      name: name, shape: train.shape, classes: train.classes, trainCount: train.count, testCount: test.count,
      statistics: train.statistics)
    return DatasetFiles(description: description, train: .stored(path(.train)), test: .stored(path(.test)))
  }

  static func open(_ path: String) throws -> ImageSet {
    if let images = try ImageSet(mapping: path, expecting: nil) { return images }
    throw NASError(
      try FileSystem.status(at: path) == nil ? .missing : .invalid,
      "\(path) is not whole: imported images were expected there", hint: "remove its folder and import them again")
  }

  /// Decodes both parts; the folder gets its name when they are whole.
  func store(_ files: DatasetFiles) throws {
    guard try FileSystem.status(at: folder) == nil else {
      throw NASError(
        .invalid, "a data set is named '\(name)' already", hint: "choose another name, or remove \(folder)")
    }
    let partial = "\(Self.folder(cache))/.\(name).\(getpid())"
    try FileSystem.makeFolder(partial, hint: "set NAS_CACHE to a folder that can be written")
    do {
      for part in DatasetPart.allCases { try store(part, files, "\(partial)/\(part.rawValue).images") }
      guard rename(partial, folder) == 0 else { throw FileSystem.failure("rename to", folder) }
    } catch {
      for part in DatasetPart.allCases { unlink("\(partial)/\(part.rawValue).images") }
      rmdir(partial)
      throw error
    }
  }

  private func store(_ part: DatasetPart, _ files: DatasetFiles, _ path: String) throws {
    guard case .source(let source) = files.part(part) else {
      throw NASError(.invalid, "\(files.description.name) was imported already", hint: "use it by its name")
    }
    let header = try DatasetSource(files.description, part, source).header
    let writer = try ImageWriter(path: path, header: header)
    try source.decode(writer)
    try writer.finish()
  }
}
