import NASPlugin
package import Planning

/// A plugin whose manifest was read and checked; its library was not looked into.
package struct InstalledPlugin: Sendable, Equatable {
  package let manifest: PluginManifest
  /// Absolute, without links.
  package let manifestPath: String
  /// Absolute, without links.
  package let libraryPath: String
  /// Whether the library stands in the build's own folder.
  package let isOwn: Bool

  /// Reads a manifest; a library directly in `ownFolder` counts as this build's own.
  ///
  /// Throws `.missing` where the manifest or its library is not there, `.invalid` where the manifest is wrong.
  package init(manifestAt path: String, ownFolder: String?) throws {
    let own = ownFolder.flatMap(Paths.resolved)
    try self.init(manifestAt: path) { own == Paths.folder(of: $0) }
  }

  /// Finds the manifest of a library: beside it, or in one of the three folders above.
  ///
  /// Throws `.missing` where none describes it; where one on the way is wrong, its error.
  package init(library path: String, isOwn: Bool) throws {
    guard let library = Paths.resolved(path) else {
      throw NASError(
        .missing, "the plugin library \(path) is missing", hint: "run make build, or install the plugin again")
    }
    var fault: (any Error)?
    for manifest in try Self.manifests(near: library) {
      do {
        let found = try InstalledPlugin(manifestAt: manifest, isOwn: { _ in isOwn })
        guard found.libraryPath == library else { continue }
        self = found
        return
      } catch {
        // It may be another plugin's: the fault matters only where no manifest fits.
        fault = fault ?? error
      }
    }
    throw fault
      ?? NASError(
        .missing, "no plugin.json describes the plugin library \(library)",
        hint: "run make build, or install the plugin again")
  }

  /// The manifests in the library's folder and three above; those above only as far as they can be read.
  private static func manifests(near library: String) throws -> [String] {
    var folder = Paths.folder(of: library)
    var found = try PluginFolder(folder).manifests()
    for _ in 0..<3 where folder != "/" {
      folder = Paths.folder(of: folder)
      found += (try? PluginFolder(folder).manifests()) ?? []
    }
    return found
  }

  private init(manifestAt path: String, isOwn: (_ library: String) -> Bool) throws {
    let file = try LibraryFile(path, limit: PluginManifest.byteLimit)
    manifest = try PluginManifest(json: file.bytes, path: path)
    manifestPath = Paths.resolved(path) ?? path
    let folder = Paths.folder(of: manifestPath)
    guard let library = Paths.resolved(folder + "/" + manifest.binary.path) else {
      throw NASError(
        .missing, "the manifest \(manifestPath) describes \(manifest.binary.path), which is not in its folder",
        hint: "run make build, or install the plugin again")
    }
    guard library.hasPrefix(folder + "/") else {
      throw ManifestFault(manifestPath).error(
        "describes \(manifest.binary.path), a link to \(library) outside of its folder")
    }
    (libraryPath, self.isOwn) = (library, isOwn(library))
  }

  /// What plans and studies record of the plugin.
  package var identity: PluginIdentity {
    PluginIdentity(
      id: manifest.id, version: manifest.version, digest: manifest.binary.sha256, path: libraryPath, isOwn: isOwn)
  }

  /// The plugin's components, as the catalog holds them.
  package var entries: [ComponentEntry] { manifest.components.map { $0.entry(of: identity) } }
}
