package import NASPlugin

/// A component of a plan: which one, from which plugin file, with the value of every option.
package struct PlannedComponent: Sendable, Equatable, Codable {
  package var role: Role
  package var name: String
  package var plugin: PluginIdentity
  /// Every option with its value, in the order of declaration.
  package var options: [PlannedOption]

  /// A component with its options.
  package init(role: Role, name: String, plugin: PluginIdentity, options: [PlannedOption]) {
    (self.role, self.name, self.plugin, self.options) = (role, name, plugin, options)
  }

  /// The options as the boundary takes them.
  package var values: [(path: String, value: OptionValue)] { options.map { ($0.path, $0.value) } }
}

extension Role: Codable {}
