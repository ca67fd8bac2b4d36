import CNASPlugin
import Foundation
import PluginHosting

/// The plugin libraries of this build, which stand beside the tests.
enum BuiltPlugins {
  static let libraries: [String] = {
    let folder = Bundle.main.executableURL?.deletingLastPathComponent().path ?? "."
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".so") }.map { "\(folder)/\($0)" }.filter { path in
      let file = try? LibraryFile(path)
      return (try? file.map { try ELFImage($0.bytes, entry: NAS_ENTRY_SYMBOL, path: path) })??.hasEntry == true
    }.sorted()
  }()
}
