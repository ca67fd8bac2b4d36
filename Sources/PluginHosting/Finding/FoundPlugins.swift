package import NASPlugin
package import Planning

/// What a search for plugins gave, in the order of the search.
package struct FoundPlugins: Sendable {
  /// Every plugin, and every place or manifest that is wrong.
  package private(set) var results: [Result<InstalledPlugin, NASError>] = []

  /// The plugins that can be used.
  package var plugins: [InstalledPlugin] { results.compactMap { try? $0.get() } }

  /// What is wrong, a sentence each.
  package var problems: [NASError] {
    results.compactMap { result in
      if case .failure(let error) = result { error } else { nil }
    }
  }

  /// The components of all plugins that can be used.
  package func catalog() throws -> Catalog { try Catalog(plugins.flatMap(\.entries)) }

  /// Adds a result; a plugin that is there already is not added again.
  ///
  /// The first of two places wins. Two different libraries that claim to be one version of one plugin are a problem.
  mutating func add(_ result: Result<InstalledPlugin, NASError>) {
    guard case .success(let plugin) = result,
      let earlier = plugins.first(where: {
        $0.manifest.id == plugin.manifest.id && $0.manifest.version == plugin.manifest.version
      })
    else { return results.append(result) }
    guard earlier.manifest.binary.sha256 != plugin.manifest.binary.sha256 else { return }
    let which = "the plugin \(plugin.manifest.id) \(plugin.manifest.version)"
    results.append(
      .failure(
        NASError(
          .invalid,
          "\(which) is installed twice with different libraries: \(earlier.libraryPath) and \(plugin.libraryPath)",
          hint: "remove one of the two; the first is used")))
  }

  static func result(_ body: () throws -> InstalledPlugin) -> Result<InstalledPlugin, NASError> {
    Result(catching: body).mapError(known)
  }

  static func known(_ error: any Error) -> NASError { error as? NASError ?? NASError(.failed, "\(error)") }
}
