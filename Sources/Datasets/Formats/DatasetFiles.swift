/// The files of a data set, found and checked as far as that costs no decoding.
struct DatasetFiles: Sendable {
  var description: DatasetDescription
  var train: PartFiles
  var test: PartFiles

  /// The files of a part.
  func part(_ part: DatasetPart) -> PartFiles { part == .train ? train : test }
}

/// Where the images of one part come from.
enum PartFiles: Sendable {
  /// Files that are decoded into the cache.
  case source(SourceFiles)
  /// A file in the cache's own layout, used as it is.
  case stored(String)
}

/// Files to decode, in the order in which they are read.
struct SourceFiles: Sendable {
  var files: [String]
  /// What else decides the decoded images, such as their size.
  var settings = ""
  /// Reads them, checking every byte that has a rule, and hands images and labels to the writer.
  var decode: @Sendable (ImageWriter) throws -> Void
}
