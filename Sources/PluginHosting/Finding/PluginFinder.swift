import Glibc
import NASPlugin

/// Looks for plugins, reading manifests only.
///
/// The order: paths that the user names, `$NAS_PLUGIN_PATH`, the build's own folder, and what is installed for the user.
package struct PluginFinder: Sendable {
  /// Folders with manifests, manifests, or libraries.
  package var explicitPaths: [String]
  /// `$NAS_PLUGIN_PATH`: paths joined by colons.
  package var environmentPaths: String
  /// The folder of the running program; plugins in it are this build's own.
  package var ownFolder: String?
  /// Where plugins are installed as `ID/VERSION/plugin.json`.
  package var userFolder: String?

  /// A finder that looks at the given places only.
  package init(
    explicitPaths: [String] = [], environmentPaths: String = "", ownFolder: String? = nil, userFolder: String? = nil
  ) {
    (self.explicitPaths, self.environmentPaths) = (explicitPaths, environmentPaths)
    (self.ownFolder, self.userFolder) = (ownFolder, userFolder)
  }

  /// A finder that looks at this process's own places too.
  package static func standard(explicitPaths: [String] = []) -> PluginFinder {
    let home = getenv("HOME").map { String(cString: $0) } ?? ""
    return PluginFinder(
      explicitPaths: explicitPaths, environmentPaths: getenv("NAS_PLUGIN_PATH").map { String(cString: $0) } ?? "",
      ownFolder: Paths.resolved("/proc/self/exe").map(Paths.folder),
      userFolder: home.isEmpty ? nil : "\(home)/.local/share/nas/plugins")
  }

  /// Reads all manifests; what cannot be read is among the results, by name.
  package func find() -> FoundPlugins {
    var found = FoundPlugins()
    let named = explicitPaths + environmentPaths.split(separator: ":").map(String.init)
    for path in named { add(to: &found) { try manifests(named: path) } }
    if let ownFolder { add(to: &found) { try PluginFolder(ownFolder).manifests() } }
    if let userFolder { add(to: &found) { try PluginFolder(userFolder).installedManifests() } }
    return found
  }

  private func add(to found: inout FoundPlugins, _ manifests: () throws -> [String]) {
    do {
      for manifest in try manifests() {
        found.add(FoundPlugins.result { try InstalledPlugin(manifestAt: manifest, ownFolder: ownFolder) })
      }
    } catch {
      found.add(.failure(FoundPlugins.known(error)))
    }
  }

  private func manifests(named path: String) throws -> [String] {
    if Paths.isFolder(path) { return try PluginFolder(path).manifests() }
    guard path.hasSuffix(".so") else { return [path] }
    return [try InstalledPlugin(library: path, isOwn: false).manifestPath]
  }
}
