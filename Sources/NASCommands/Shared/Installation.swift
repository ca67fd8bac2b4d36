import CNASPlugin
import NASPlugin
import Planning
import PluginHosting

/// The plugins that this command found: their components, and the way to open one.
struct Installation {
  let found: FoundPlugins
  private(set) var catalog: Catalog
  /// Whether plugins from outside the build's own folder are opened; recorded in studies.
  let allowUnsigned: Bool

  /// Reads the manifests in the named places and the usual ones; opens no plugin.
  ///
  /// A path that the user names must be right. What is wrong elsewhere costs a warning on standard error, so that
  /// one broken plugin does not stop work with the others.
  init(paths: [String] = [], allowUnsigned: Bool = false) throws {
    let named = paths.filter { !PluginPath.isFolder($0) }
    if let problem = PluginFinder(explicitPaths: named).find().problems.first { throw problem }
    found = PluginFinder.standard(explicitPaths: paths).find()
    (catalog, self.allowUnsigned) = (try found.catalog(), allowUnsigned)
  }

  /// The same plugins behind another catalog.
  func with(_ catalog: Catalog) -> Installation {
    var copy = self
    copy.catalog = catalog
    return copy
  }

  /// Says on standard error what is wrong with plugins that were passed over.
  func warn() {
    for problem in found.problems { StandardError.write("nas: warning: \(problem)") }
  }

  /// The component's table, out of exactly the library that the plan names.
  func load(_ component: PlannedComponent) throws -> UnsafePointer<nas_component> {
    try load(component.plugin, component.name, component.role)
  }

  /// The component's table, out of the library that the catalog names.
  func load(_ entry: ComponentEntry) throws -> UnsafePointer<nas_component> {
    try load(entry.plugin, entry.name, entry.role)
  }

  private func load(_ plugin: PluginIdentity, _ name: String, _ role: Role) throws -> UnsafePointer<nas_component> {
    try PluginLoader(allowUnsigned: allowUnsigned).load(plugin).component(named: name, role: role)
  }
}
