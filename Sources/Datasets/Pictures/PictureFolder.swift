import NASPlugin

/// One part of a folder of pictures: its classes and files by name; no file was opened yet.
struct PictureFolder: Sendable {
  /// A file and its class.
  struct Entry: Sendable {
    let path: String
    let label: Int
  }

  private static let endings = [".jpg", ".jpeg", ".png"]

  let path: String
  /// The names of the folders, in the order of their bytes.
  let classes: [String]
  let pictures: [Entry]

  /// Lists the folder; hidden files are passed over, anything else that does not belong there is refused.
  init(_ path: String, hint: String) throws {
    let entries = try FileSystem.entries(of: path)
    if let stray = entries.first(where: { !$0.isFolder }) {
      throw NASError(
        .invalid, "\(path)/\(stray.name) is a file where folders of classes are expected", hint: hint)
    }
    guard !entries.isEmpty else {
      throw NASError(.invalid, "\(path) has no folders of classes", hint: hint)
    }
    guard entries.count <= ImageFileHeader.mostClasses else {
      throw NASError(
        .invalid, "\(path) has \(entries.count) folders of classes, where \(ImageFileHeader.mostClasses) are possible",
        hint: hint)
    }
    self.path = path
    classes = entries.map(\.name)
    pictures = try entries.enumerated().flatMap { label, entry in
      try Self.files(of: "\(path)/\(entry.name)", hint: hint).map { Entry(path: $0, label: label) }
    }
  }

  private static func files(of folder: String, hint: String) throws -> [String] {
    let entries = try FileSystem.entries(of: folder)
    guard !entries.isEmpty else {
      throw NASError(.invalid, "the class \(folder) has no pictures", hint: "add some, or remove the folder")
    }
    return try entries.map { entry in
      let name = entry.name.lowercased()
      guard !entry.isFolder, endings.contains(where: name.hasSuffix) else {
        let kind = entry.isFolder ? "a folder" : "no .jpg, .jpeg or .png file"
        throw NASError(
          .invalid, "\(folder)/\(entry.name) is \(kind), where pictures of a class are expected",
          hint: "remove it from there")
      }
      return "\(folder)/\(entry.name)"
    }
  }
}
