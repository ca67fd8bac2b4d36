package import NASPlugin

/// What is known of an installed component without loading its plugin: the part of `plugin.json` that planning needs.
package struct ComponentEntry: Sendable, Equatable {
  package var name: String
  package var role: Role
  package var summary: String
  package var paper: String
  /// Interface ids that the component answers to beyond its role's table, such as `nas.space.crossing/1`.
  package var abilities: [String]
  /// Interface ids that the study's space must answer to.
  package var needs: [String]
  /// Trials in flight, unless the study file says; strategies only.
  package var window: Int
  package var traits: ComponentDescriptor.Traits
  package var options: [OptionDescription]
  package var plugin: PluginIdentity

  /// An entry without options or abilities.
  package init(name: String, role: Role, summary: String, plugin: PluginIdentity) {
    (self.name, self.role, self.summary, self.plugin) = (name, role, summary, plugin)
    (paper, abilities, needs, window, traits, options) = ("", [], [], 1, [], [])
  }
}
