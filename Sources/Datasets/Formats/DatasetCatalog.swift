import NASPlugin

/// The data sets that can be named in a study file.
package struct DatasetCatalog: Sendable {
  private let formats: [any DatasetFormat]

  /// Fashion-MNIST and CIFAR-10.
  package static let standard = DatasetCatalog(formats: [CIFARFormat(), IDXFormat.fashionMNIST])

  init(formats: [any DatasetFormat]) { self.formats = formats }

  /// The known names, in alphabetical order.
  package var names: [String] { formats.map(\.name).sorted() }

  /// Checks that all files are there with the right headers and sizes, and says what they hold.
  ///
  /// No image is decoded, so this is cheap enough for planning: about a millisecond. `path` is the folder of the
  /// official files; nil means where the system's package puts them, which exists for `fashion-mnist` only. Throws
  /// `NASError` `.missing` or `.invalid`, naming the file.
  package func describe(name: String, path: String?) throws -> DatasetDescription {
    let format = try format(name)
    return try format.describe(in: folder(path, format))
  }

  /// The images of a part, decoded into a file of the folder `cache` on first use and mapped from there ever after.
  ///
  /// Safe to call from many processes at once: one decodes, the others wait for it, and all share the mapped pages.
  package func images(name: String, path: String?, part: DatasetPart, cache: String) throws -> ImageSet {
    let format = try format(name)
    let source = try DatasetSource(format: format, folder: folder(path, format), part: part)
    return try ImageCache(folder: cache).images(of: source)
  }

  private func format(_ name: String) throws -> any DatasetFormat {
    guard let format = formats.first(where: { $0.name == name }) else {
      throw NASError(.invalid, "no data set is named '\(name)'", hint: "known: \(names.joined(separator: ", "))")
    }
    return format
  }

  private func folder(_ path: String?, _ format: any DatasetFormat) throws -> String {
    guard let folder = path ?? format.standardFolder else {
      throw NASError(.invalid, "the data set \(format.name) needs the folder of its files", hint: format.hint)
    }
    return folder
  }
}
