import NASPlugin

/// A folder of pictures in the layout of ImageNet: `train/CLASS/*.jpg` and `val/CLASS/*.jpg`.
///
/// Classes are the names of the folders in the order of their bytes. Every picture becomes RGB; its shorter side is
/// resized to `size`, and the middle is cut out.
struct ImageFolderFormat: DatasetFormat {
  /// Side of the images where the study file does not say.
  static let usualSize = 64
  private static let sizes = 1...1024
  private static let testNames = ["val", "validation", "test"]

  let name = "image-folder"
  let hint =
    "give data.path a folder with train/CLASS/*.jpg (or .jpeg, .png) and val/CLASS/*.jpg (or validation, or test)"
  let options: Set<DatasetOption> = [.size]

  func open(_ path: String, _ request: DatasetRequest) throws -> DatasetFiles {
    let size = request.size ?? Self.usualSize
    guard Self.sizes.contains(size) else {
      throw NASError(
        .invalid, "data.size is \(size)", hint: "the side of the images in pixels, 1 to \(Self.sizes.upperBound)")
    }
    guard try FileSystem.isFolder(path) else {
      throw NASError(.missing, "the folder \(path) for \(name) is not there", hint: hint)
    }
    let train = try scan("\(path)/train")
    let test = try scan(try testFolder(of: path))
    try checkSameClasses(train, test)
    let description = DatasetDescription(
      name: name, shape: ImageShape(channels: 3, height: size, width: size), classes: train.classes.count,
      trainCount: train.pictures.count, testCount: test.pictures.count)
    return DatasetFiles(description: description, train: part(train, size), test: part(test, size))
  }

  private func part(_ folder: PictureFolder, _ size: Int) -> PartFiles {
    let files = folder.pictures.map(\.path)
    let loader = PictureLoader(size: size)
    // The number is the version of what is done to a picture: another one decodes anew.
    return .source(
      SourceFiles(files: files, settings: "size \(size) resampling 1") { writer in
        try loader.load(folder.pictures, to: writer)
      })
  }

  private func scan(_ path: String) throws -> PictureFolder {
    guard try FileSystem.isFolder(path) else {
      throw NASError(.missing, "the folder \(path) is not there", hint: hint)
    }
    return try PictureFolder(path, hint: hint)
  }

  private func testFolder(of path: String) throws -> String {
    let candidates = Self.testNames.map { "\(path)/\($0)" }
    guard let found = try candidates.first(where: { try FileSystem.isFolder($0) }) else {
      throw NASError(
        .missing, "\(path) has no folder val, validation or test, which \(name) measures on", hint: hint)
    }
    return found
  }

  private func checkSameClasses(_ train: PictureFolder, _ test: PictureFolder) throws {
    for (here, there) in [(train, test), (test, train)] {
      let names = Set(there.classes)
      guard let odd = here.classes.first(where: { !names.contains($0) }) else { continue }
      throw NASError(
        .invalid, "\(here.path) has the class '\(odd)', which \(there.path) lacks", hint: "both need the same classes")
    }
  }
}
