package import NASPlugin
package import Planning

extension PluginManifest {
  /// One component of the plugin, as planning sees it.
  package struct Component: Sendable, Equatable {
    package var name: String
    package var role: Role
    package var summary: String
    package var paper = ""
    /// Interface ids that it answers to beyond its role's.
    package var abilities: [String] = []
    /// Interface ids that the study's space must answer to.
    package var needs: [String] = []
    /// Trials in flight, unless the study file says.
    package var window = 1
    package var traits: ComponentDescriptor.Traits = []
    package var options: [OptionDescription] = []

    /// A component without options or abilities.
    package init(name: String, role: Role, summary: String) {
      (self.name, self.role, self.summary) = (name, role, summary)
    }

    /// The component's place in the catalog.
    package func entry(of plugin: PluginIdentity) -> ComponentEntry {
      var entry = ComponentEntry(name: name, role: role, summary: summary, plugin: plugin)
      (entry.paper, entry.abilities, entry.needs) = (paper, abilities, needs)
      (entry.window, entry.traits, entry.options) = (window, traits, options)
      return entry
    }
  }
}

extension PluginManifest.Component: Codable {
  private enum CodingKeys: String, CodingKey {
    case name
    case role
    case summary
    case paper
    case abilities
    case needs
    case window
    case traits
    case options
  }

  /// Reads a component; name, role and summary must be there.
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    (name, summary) = (try values.decode(String.self, forKey: .name), try values.decode(String.self, forKey: .summary))
    let word = try values.decode(String.self, forKey: .role)
    guard let role = Role(rawValue: word) else {
      let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
      throw DecodingError.dataCorruptedError(
        forKey: .role, in: values, debugDescription: "'\(word)' is none of \(known)")
    }
    self.role = role
    paper = try values.decodeIfPresent(String.self, forKey: .paper) ?? ""
    abilities = try values.decodeIfPresent([String].self, forKey: .abilities) ?? []
    needs = try values.decodeIfPresent([String].self, forKey: .needs) ?? []
    window = try values.decodeIfPresent(Int.self, forKey: .window) ?? 1
    traits = try values.decodeIfPresent(TraitWords.self, forKey: .traits)?.traits ?? []
    options = try values.decodeIfPresent([OptionRecord].self, forKey: .options)?.map(\.option) ?? []
  }

  /// Writes a component; what is empty is left out.
  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(name, forKey: .name)
    try values.encode(role.rawValue, forKey: .role)
    try values.encode(summary, forKey: .summary)
    if !paper.isEmpty { try values.encode(paper, forKey: .paper) }
    if !abilities.isEmpty { try values.encode(abilities, forKey: .abilities) }
    if !needs.isEmpty { try values.encode(needs, forKey: .needs) }
    if role == .strategy { try values.encode(window, forKey: .window) }
    if !traits.isEmpty { try values.encode(TraitWords(traits: traits), forKey: .traits) }
    if !options.isEmpty { try values.encode(options.map(OptionRecord.init), forKey: .options) }
  }
}
