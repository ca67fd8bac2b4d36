/// A data set whose files were found and checked: what it is, and its images on demand.
package struct Dataset: Sendable {
  /// What is known of it without reading images.
  package var description: DatasetDescription { files.description }

  /// The file or folder where it was found.
  package let place: String

  let files: DatasetFiles
  private let cache: String

  init(_ files: DatasetFiles, place: String, cache: String) {
    (self.files, self.place, self.cache) = (files, place, cache)
  }

  /// The images of a part, decoded into a file of the cache on first use and mapped from there ever after.
  ///
  /// Safe to call from many processes at once: one decodes, the others wait for it, and all share the mapped pages.
  package func images(_ part: DatasetPart) throws -> ImageSet {
    switch files.part(part) {
    case .stored(let path): try ImportedImages.open(path)
    case .source(let source):
      try ImageCache(folder: cache).images(of: DatasetSource(description, part, source))
    }
  }

  /// How bytes become numbers: by the published figures, else by those of the training images, which are decoded once.
  package func normalization() throws -> Normalization {
    Normalization(try description.statistics ?? images(.train).statistics)
  }
}
