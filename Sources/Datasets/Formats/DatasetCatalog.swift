import NASPlugin

/// The data sets that can be named in a study file: those with official files, formats of the user's own files, and
/// what was imported under a name.
package struct DatasetCatalog: Sendable {
  /// The formats with official files.
  private static let official: [any DatasetFormat] = [
    CIFARFormat.cifar10, CIFARFormat.cifar100, IDXFormat.fashionMNIST, IDXFormat.mnist,
  ]
  /// The formats of files that a person brings along.
  private static let own: [any DatasetFormat] = [ImageFolderFormat(), ArrayFormat()]

  private let cache: String

  /// The data sets of a machine whose decoded, fetched and imported images are kept in a folder.
  package init(cache: String) { self.cache = cache }

  /// The names of the data sets with official files, in alphabetical order.
  package var officialNames: [String] { Self.official.map(\.name).sorted() }

  /// The names that need a path, in alphabetical order.
  package var formatNames: [String] { Self.own.map(\.name).sorted() }

  /// The names that were given to imported images, in alphabetical order; throws where the cache cannot be read.
  package func importedNames() throws -> [String] {
    let folder = ImportedImages.folder(cache)
    guard try FileSystem.isFolder(folder) else { return [] }
    let known = Set(officialNames + formatNames)
    return try FileSystem.entries(of: folder).map(\.name).filter {
      try !known.contains($0) && ImportedImages.isName($0) && importedImages($0).isThere()
    }
  }

  /// All names, in alphabetical order.
  package func names() throws -> [String] { try (officialNames + formatNames + importedNames()).sorted() }

  /// Where `nas data get` puts the official files of a data set.
  package func fetchedFolder(of name: String) -> String { "\(ImportedImages.folder(cache))/\(name)" }

  /// Checks that all files are there with the right headers and sizes.
  ///
  /// No image is decoded, so this is cheap enough for planning: about a millisecond for official files and arrays, a
  /// few microseconds a file for a folder of pictures. Throws `NASError` `.missing` or `.invalid`, naming the file.
  package func open(_ request: DatasetRequest) throws -> Dataset {
    guard let format = (Self.official + Self.own).first(where: { $0.name == request.name }) else {
      let imported = try imported(request)
      return Dataset(try imported.files(), place: imported.folder, cache: cache)
    }
    try format.check(request)
    let place = try path(request, format)
    return Dataset(try format.open(place, request), place: place, cache: cache)
  }

  private func imported(_ request: DatasetRequest) throws -> ImportedImages {
    let imported = importedImages(request.name)
    guard ImportedImages.isName(request.name), try imported.isThere() else {
      throw NASError(
        .invalid, "no data set is named '\(request.name)'", hint: "known: \(try names().joined(separator: ", "))")
    }
    for (key, isGiven) in [
      ("path", request.path != nil), ("size", request.size != nil), ("classes", request.classes != nil),
    ] where isGiven {
      throw NASError(
        .invalid, "the imported data set \(request.name) takes no data.\(key)",
        hint: "remove it: an import fixes the images")
    }
    return imported
  }

  func importedImages(_ name: String) -> ImportedImages { ImportedImages(name: name, cache: cache) }

  private func path(_ request: DatasetRequest, _ format: any DatasetFormat) throws -> String {
    if let path = request.path { return path }
    if let folder = format.standardFolder, try FileSystem.isFolder(folder) { return folder }
    let fetched = fetchedFolder(of: format.name)
    if officialNames.contains(format.name), try FileSystem.isFolder(fetched) { return fetched }
    throw NASError(.missing, "the data set \(format.name) is not on this machine", hint: format.hint)
  }
}
