/// Measures one or several figures that belong together, interleaved with those of others who do the same.
protocol Measurement {
  /// The names that a selection can ask for.
  var names: [String] { get }
  /// Measures what the selection asks for.
  func run(_ selection: Selection) throws -> [Figure]
}

/// The measurements that were asked for.
struct Selection {
  let prefix: String

  /// Whether a measurement of that name is wanted: the prefix begins its name, or that of one of its figures.
  func wants(_ name: String) -> Bool { name.hasPrefix(prefix) || prefix.hasPrefix(name + ".") }
}
