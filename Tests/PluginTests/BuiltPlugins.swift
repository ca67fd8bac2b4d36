import Foundation
import NASPlugin
import NASPluginTesting

/// The plugin libraries that the build left beside the tests, opened by their one exported symbol as the host does.
enum BuiltPlugins {
  static let tabularSpaces = Result { try opened("TabularSpaces") }
  static let basicStrategies = Result { try opened("BasicStrategies") }
  static let evolution = Result { try opened("Evolution") }
  static let table = Result { try opened("Table") }
  static let trainAndValidate = Result { try opened("TrainAndValidate") }
  /// The toy space, of this very program.
  static let toy = InProcessPlugin { ToySpace.self }

  static func opened(_ name: String) throws -> InProcessPlugin {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return try InProcessPlugin(opening: program.deletingLastPathComponent().appending(path: "lib\(name).so").path)
  }

  static func nasBench201(channels: Int = 16, cells: Int = 5) throws -> ForeignSpace {
    try tabularSpaces.get().space(
      "nas-bench-201", options: [("channels", .integer(channels)), ("cells", .integer(cells))])
  }

  static func toySpace(bits: Int) throws -> ForeignSpace { try toy.space("toy", options: [("bits", .integer(bits))]) }
}

/// A file that is removed with this object.
final class TemporaryFile {
  let path: String

  init(_ text: String) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "nas-\(UUID().uuidString).csv").path
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
