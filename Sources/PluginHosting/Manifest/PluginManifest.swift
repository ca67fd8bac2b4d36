/// What stands in `plugin.json`: all that is known of a plugin without running any of its code.
///
/// Keys that this version does not know are skipped; a schema that it does not know is refused.
package struct PluginManifest: Sendable, Equatable, Codable {
  /// The only schema so far.
  package static let schema = 1
  /// The longest manifest that is read, in bytes.
  package static let byteLimit = 65_536

  package private(set) var schema = PluginManifest.schema
  /// A name in reverse domain order, such as `org.example.hill-climb`.
  package var id: String
  /// Three numbers, and what semantic versioning allows behind them.
  package var version: String
  package var abi: ABI
  /// The exported function that hands over the plugin's table.
  package var entry: String
  package var binary: Binary
  package var components: [Component]

  /// A manifest of a library; nothing is checked.
  package init(id: String, version: String, abi: ABI, entry: String, binary: Binary, components: [Component]) {
    (self.id, self.version, self.abi) = (id, version, abi)
    (self.entry, self.binary, self.components) = (entry, binary, components)
  }

  /// Versions of the binary contract.
  package struct ABI: Sendable, Equatable, Codable {
    package var major: Int
    /// The least minor version that a host must have.
    package var minMinor: Int
    /// The minor version of the header that the plugin was compiled with.
    package var builtMinor: Int

    /// Versions of the contract.
    package init(major: Int, minMinor: Int, builtMinor: Int) {
      (self.major, self.minMinor, self.builtMinor) = (major, minMinor, builtMinor)
    }
  }
}
