import ArgumentParser
import NASPlugin
import PluginHosting

/// `nas plugin list`: the plugin files and what is in each.
struct ListPluginsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the plugins found, in the order in which they are looked for.",
    discussion: """
      Plugins are looked for in --plugin-path, in $NAS_PLUGIN_PATH, beside this program, and in
      ~/.local/share/nas/plugins.

        nas plugin list
        nas plugin list --plugin-path ~/my-plugins --format json
      """)

  @Option(help: "table or json.") var format = OutputFormat.table
  @OptionGroup var plugins: PluginOptions

  func run() throws {
    try format.among([.table, .json], for: "plugin list")
    let found = try plugins.installation().found
    if format == .json { return try JSONOutput.print(Listing(found)) }
    var table = TextTable(["plugin", "version", "trust", "components", "file"])
    for plugin in found.plugins {
      let names = plugin.manifest.components.map { "\($0.role) \($0.name)" }.joined(separator: ", ")
      table.add([
        plugin.manifest.id, plugin.manifest.version, plugin.isOwn ? "own" : "unsigned", names, plugin.libraryPath,
      ])
    }
    try StandardOutput.write(table.text)
  }

  /// The plugins as JSON.
  private struct Listing: Encodable {
    struct Entry: Encodable {
      var id: String
      var version: String
      var own: Bool
      var components: [String: [String]]
      var library: String
      var manifest: String
      var sha256: String
    }

    var plugins: [Entry]
    var problems: [String]

    init(_ found: FoundPlugins) {
      plugins = found.plugins.map { plugin in
        let byRole = Dictionary(grouping: plugin.manifest.components, by: \.role.rawValue).mapValues { $0.map(\.name) }
        return Entry(
          id: plugin.manifest.id, version: plugin.manifest.version, own: plugin.isOwn, components: byRole,
          library: plugin.libraryPath, manifest: plugin.manifestPath, sha256: plugin.manifest.binary.sha256)
      }
      problems = found.problems.map(\.description)
    }
  }
}
