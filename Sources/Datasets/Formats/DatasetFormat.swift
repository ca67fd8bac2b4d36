import NASPlugin

/// How the files of a data set are named and laid out.
///
/// A new data set is a new conforming value in `DatasetCatalog`; nothing else knows data sets by name.
protocol DatasetFormat: Sendable {
  /// The name by which a study file asks for the data set.
  var name: String { get }
  /// Where the files are when the study file names no folder and none was fetched; nil where no package brings them.
  var standardFolder: String? { get }
  /// What a person without the files should do.
  var hint: String { get }
  /// The keys of `data:` that it takes beside the path.
  var options: Set<DatasetOption> { get }

  /// Finds the files and checks heads and sizes, but reads no image; throws what is missing or wrong, by file.
  func open(_ path: String, _ request: DatasetRequest) throws -> DatasetFiles
}

/// A key of `data:` that only some formats have.
enum DatasetOption: String {
  case size, classes
}

extension DatasetFormat {
  var standardFolder: String? { nil }
  var options: Set<DatasetOption> { [] }

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

  /// Refuses a key that means nothing for this format.
  func check(_ request: DatasetRequest) throws {
    let given = [(DatasetOption.size, request.size), (.classes, request.classes)]
    for (option, value) in given where value != nil && !options.contains(option) {
      throw NASError(.invalid, "the data set \(name) takes no data.\(option.rawValue)", hint: "remove it")
    }
  }
}
