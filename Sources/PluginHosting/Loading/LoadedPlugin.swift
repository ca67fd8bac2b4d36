package import CNASPlugin
package import NASPlugin
package import Planning

/// An open plugin that passed all checks.
///
/// It stays open, so its tables live as long as the process.
package struct LoadedPlugin: @unchecked Sendable {
  package let manifest: PluginManifest
  package let identity: PluginIdentity
  /// The table that the entry function handed over.
  package let table: UnsafePointer<nas_plugin>
  private let descriptor: PluginDescriptor

  init(_ installed: InstalledPlugin, _ descriptor: PluginDescriptor) {
    (manifest, identity) = (installed.manifest, installed.identity)
    (table, self.descriptor) = (descriptor.table, descriptor)
  }

  /// The table of a component, to make instances of.
  ///
  /// Throws `.missing`, with the components that there are, where there is none of the role and name.
  package func component(named name: String, role: Role) throws -> UnsafePointer<nas_component> {
    if let found = descriptor.component(name, role) { return found.table }
    let known = descriptor.components.map { "\($0.role) '\($0.name)'" }.joined(separator: ", ")
    throw NASError(
      .missing, "the plugin \(identity.id) (\(identity.path)) has no \(role) '\(name)'", hint: "it has \(known)")
  }
}
