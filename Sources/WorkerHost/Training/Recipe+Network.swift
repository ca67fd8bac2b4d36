import NASPlugin
import Planning

extension Recipe {
  /// A recipe as a plugin hands it over; settings that the network brings along, such as a genome's learning rate, win.
  init(_ reader: ConfigurationReader, for network: Network) throws {
    try reader.refuseUnknown(Recipe.options.map(\.path))
    try self.init {
      try reader.value($0)
    } overriding: {
      network.recipeOverrides[$0]
    }
  }

  /// A recipe of a plan, for a network.
  init(_ options: [PlannedOption], for network: Network) throws {
    let values = Dictionary(options.map { ($0.path, $0.value) }) { first, _ in first }
    try self.init {
      values[$0]
    } overriding: {
      network.recipeOverrides[$0]
    }
  }

  private init(_ value: (String) throws -> OptionValue?, overriding: (String) -> Double?) throws {
    try self.init { path in
      guard let number = overriding(path) else { return try value(path) }
      let kind = Recipe.options.first { $0.path == path }?.kind
      switch kind {
      case .integer: return .integer(Int(number.rounded()))
      case .boolean: return .boolean(number != 0)
      default: return .real(number)
      }
    }
  }
}
