import NASPlugin

extension DatasetCatalog {
  /// What a file or folder of a person's own is: arrays, or a folder of pictures.
  package func recognize(_ path: String) throws -> String {
    let example = "FILE.safetensors, or a folder with train/CLASS/*.jpg and val/CLASS/*.jpg"
    guard try FileSystem.status(at: path) != nil else {
      throw NASError(.missing, "'\(path)' is not there", hint: "name \(example)")
    }
    guard try FileSystem.isFolder(path) else { return ArrayFormat().name }
    if try FileSystem.status(at: "\(path)/train.safetensors") != nil { return ArrayFormat().name }
    if try FileSystem.isFolder("\(path)/train") { return ImageFolderFormat().name }
    throw NASError(
      .invalid, "'\(path)' has neither train.safetensors nor a folder train", hint: "name \(example)")
  }

  /// Decodes images into the cache under a name, by which study files find them without a path.
  ///
  /// The files that they came from are not needed any more. Throws `NASError` where the name is taken or none, and
  /// whatever is wrong with the files; then nothing is kept.
  package func `import`(_ request: DatasetRequest, as name: String) throws -> DatasetDescription {
    guard ImportedImages.isName(name) else {
      throw NASError(
        .invalid, "'\(name)' cannot be the name of a data set",
        hint: "use small letters, digits, '-', '_' and '.', beginning with a letter or digit")
    }
    guard !(officialNames + formatNames).contains(name) else {
      throw NASError(.invalid, "'\(name)' is the name of a known data set", hint: "choose another name")
    }
    try importedImages(name).store(try open(request).files)
    return try open(DatasetRequest(name: name)).description
  }
}
