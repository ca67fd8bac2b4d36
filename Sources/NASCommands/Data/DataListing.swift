import Datasets
import Foundation
import NASPlugin

/// The known data sets, formats and tables, each with whether it is on this machine.
struct DataListing: Encodable {
  var datasets: [ImageEntry]
  var formats: [FormatEntry]
  var tables: [TableEntry]

  /// A data set; what is not known of an absent one is left out.
  struct ImageEntry: Encodable {
    var name: String
    var present: Bool
    var imported: Bool
    var path: String?
    var shape: [Int]?
    var classes: Int?
    var train: Int?
    var test: Int?
    var hint: String?
  }

  /// A format of files that a person brings along: it is named together with their path.
  struct FormatEntry: Encodable {
    var name: String
    var hint: String
  }

  /// A table of results.
  struct TableEntry: Encodable {
    var name: String
    var present: Bool
    var path: String
    var hint: String
  }

  /// Looks where the system's packages put data sets, in the cache, in `data/NAME` under this folder, and in
  /// `extraFolder`.
  init(extraFolder: String?) throws {
    let catalog = DatasetCatalog(cache: Folders.cache)
    datasets =
      catalog.officialNames.map { Self.entry($0, extraFolder, catalog) }
      + (try catalog.importedNames()).map { Self.imported($0, catalog) }
    formats = [
      FormatEntry(name: "arrays", hint: "needs a path: data: { use: arrays, path: FILE.safetensors }"),
      FormatEntry(name: "image-folder", hint: "needs a path: data: { use: image-folder, path: FOLDER, size: 64 }"),
    ]
    let path = TableStore.nasBench201
    tables = [
      TableEntry(
        name: "nas-bench-201", present: FileManager.default.fileExists(atPath: path), path: path,
        hint: "nas data get nas-bench-201")
    ]
  }

  /// One data set; files that are there but wrong are told as the reason why it is not.
  private static func entry(_ name: String, _ extraFolder: String?, _ catalog: DatasetCatalog) -> ImageEntry {
    var reason: String?
    for place in places(of: name, extraFolder) {
      do {
        return ImageEntry(try catalog.open(DatasetRequest(name: name, path: place)), imported: false)
      } catch let error as NASError {
        // Where no place is named, what counts is what to do.
        let isAbsent = error.code == .missing
        reason = isAbsent ? reason ?? error.hint ?? error.message : error.description
      } catch {
        reason = "\(error)"
      }
    }
    return ImageEntry(name: name, present: false, imported: false, hint: reason)
  }

  private static func imported(_ name: String, _ catalog: DatasetCatalog) -> ImageEntry {
    do {
      return ImageEntry(try catalog.open(DatasetRequest(name: name)), imported: true)
    } catch {
      return ImageEntry(name: name, present: false, imported: true, hint: "\(error)")
    }
  }

  private static func places(of name: String, _ extraFolder: String?) -> [String?] {
    let local = "data/" + name
    let isLocal = FileManager.default.fileExists(atPath: local)
    return (extraFolder.map { [$0] } ?? []) + (isLocal ? [local] : []) + [nil]
  }
}

extension DataListing.ImageEntry {
  /// One that is here.
  fileprivate init(_ found: Dataset, imported: Bool) {
    let description = found.description
    self.init(
      name: description.name, present: true, imported: imported, path: found.place,
      shape: [description.shape.channels, description.shape.height, description.shape.width],
      classes: description.classes, train: description.trainCount, test: description.testCount)
  }
}
