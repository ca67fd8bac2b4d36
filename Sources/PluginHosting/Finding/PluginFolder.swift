import NASPlugin

/// A folder in which manifests may stand.
package struct PluginFolder: Sendable {
  package let path: String

  /// A folder, which need not be there.
  package init(_ path: String) { self.path = path }

  /// The paths of its manifests, `plugin.json` and `*.plugin.json`, sorted by name.
  ///
  /// Throws `.missing` where there is no such folder, `.failed` where it cannot be read.
  package func manifests() throws -> [String] {
    do {
      return try Paths.names(in: path).filter(Self.isManifest).map { "\(path)/\($0)" }
    } catch {
      throw NASError(
        error.isMissing ? .missing : .unavailable, "the plugin folder \(path) cannot be read: \(error.reason)")
    }
  }

  /// The manifests two folders below, where `ID/VERSION/plugin.json` is installed; none where there is no such folder.
  func installedManifests() throws -> [String] {
    try subfolders().flatMap { try PluginFolder($0).subfolders() }.flatMap { try PluginFolder($0).manifests() }
  }

  private func subfolders() throws -> [String] {
    do {
      return try Paths.names(in: path).map { "\(path)/\($0)" }.filter(Paths.isFolder)
    } catch let fault where fault.isMissing {
      return []
    } catch {
      throw NASError(.unavailable, "the plugin folder \(path) cannot be read: \(error.reason)")
    }
  }

  /// Whether a file of this name is a manifest.
  static func isManifest(_ name: String) -> Bool {
    name == "plugin.json" || (name.hasSuffix(".plugin.json") && !name.hasPrefix("."))
  }
}
