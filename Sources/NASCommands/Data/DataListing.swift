import Datasets
import Foundation
import NASPlugin

/// The known data sets and tables, each with whether it is on this machine.
struct DataListing: Encodable {
  var datasets: [ImageEntry]
  var tables: [TableEntry]

  /// A data set; what is not known of an absent one is left out.
  struct ImageEntry: Encodable {
    var name: String
    var present: Bool
    var path: String?
    var shape: [Int]?
    var classes: Int?
    var train: Int?
    var test: Int?
    var hint: String?
  }

  /// A table of results.
  struct TableEntry: Encodable {
    var name: String
    var present: Bool
    var path: String
    var hint: String
  }

  /// Looks where the system's packages put data sets, in `data/NAME` under this folder, and in `extraFolder`.
  init(extraFolder: String?) {
    datasets = DatasetCatalog.standard.names.map { Self.entry($0, extraFolder) }
    let path = TableStore.nasBench201
    tables = [
      TableEntry(
        name: "nas-bench-201", present: FileManager.default.fileExists(atPath: path), path: path,
        hint: "nas data get nas-bench-201")
    ]
  }

  /// One data set; files that are there but wrong are told as the reason why it is not.
  static func entry(_ name: String, _ extraFolder: String?) -> ImageEntry {
    var reason: String?
    for place in places(of: name, extraFolder) {
      do {
        let found = try DatasetCatalog.standard.describe(name: name, path: place)
        let shape = [found.shape.channels, found.shape.height, found.shape.width]
        return ImageEntry(
          name: name, present: true, path: place ?? "where the system's package puts it", shape: shape,
          classes: found.classes, train: found.trainCount, test: found.testCount)
      } catch let error as NASError {
        // Where no place is named, what counts is what to do.
        let isAbsent = place == nil || error.code == .missing
        reason = isAbsent ? reason ?? error.hint ?? error.message : error.description
      } catch {
        reason = "\(error)"
      }
    }
    return ImageEntry(name: name, present: false, hint: reason)
  }

  private static func places(of name: String, _ extraFolder: String?) -> [String?] {
    let local = "data/" + name
    let isLocal = FileManager.default.fileExists(atPath: local)
    return (extraFolder.map { [$0] } ?? []) + (isLocal ? [local] : []) + [nil]
  }
}
