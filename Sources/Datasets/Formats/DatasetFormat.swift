import NASPlugin

/// How the files of a data set are named and laid out.
///
/// A new data set is a new conforming value in `DatasetCatalog.standard`; nothing else knows data sets by name.
protocol DatasetFormat: Sendable {
  /// The name by which a study file asks for the data set.
  var name: String { get }
  /// Where the files are when the study file names no folder; nil where it must.
  var standardFolder: String? { get }
  /// What a person without the files should do.
  var hint: String { get }

  /// The files of a part, found in the folder in the order in which they are read. Throws where one is missing.
  func files(_ part: DatasetPart, in folder: String) throws -> [String]
  /// Checks headers and sizes, but reads no image.
  func describe(in folder: String) throws -> DatasetDescription
  /// Reads a part, checking every byte that has a rule, and hands images and labels to the writer.
  func decode(_ part: DatasetPart, in folder: String, to writer: ImageWriter) throws
}

extension DatasetFormat {
  /// The path of a file that may be there plain or with `.gz`; plain first, which needs no inflating.
  func locate(_ file: String, in folder: String) throws -> String {
    guard try FileSystem.isFolder(folder) else {
      throw NASError(.missing, "the folder \(folder) for \(name) is not there", hint: hint)
    }
    for path in ["\(folder)/\(file)", "\(folder)/\(file).gz"] where try FileSystem.status(at: path) != nil {
      return path
    }
    throw NASError(.missing, "\(folder) has neither \(file) nor \(file).gz, which \(name) needs", hint: hint)
  }
}
