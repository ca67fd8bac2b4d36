import ArgumentParser
import NASPlugin
import Planning
import PluginHosting

/// `nas plugin inspect`: what a plugin says of itself, and what its bytes say.
struct InspectPluginCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Shows a plugin's manifest and its library's facts; runs none of its code.",
    discussion: """
        nas plugin inspect org.swift-nas.evolution
        nas plugin inspect ./libHillClimb.so --format json
      """)

  @Argument(help: "A library, a manifest, or the id of an installed plugin.") var plugin: String
  @Option(help: "table or json.") var format = OutputFormat.table
  @OptionGroup var plugins: PluginOptions

  func run() throws {
    try format.among([.table, .json], for: "plugin inspect")
    let inspection = try PluginInspection(installed())
    if format == .json { return try JSONOutput.print(inspection) }
    try StandardOutput.write(inspection.text)
  }

  private func installed() throws -> InstalledPlugin {
    if PluginPath.isFile(plugin) {
      let isManifest = plugin.hasSuffix(".json")
      let manifest = isManifest ? plugin : try InstalledPlugin(library: plugin, isOwn: false).manifestPath
      return try InstalledPlugin(manifestAt: manifest, ownFolder: Folders.executable)
    }
    let known = try plugins.installation().found.plugins
    if let found = known.first(where: { $0.manifest.id == plugin }) { return found }
    let ids = known.map(\.manifest.id)
    let nearest = Spelling.nearest(to: plugin, among: ids).map { "did you mean '\($0)'?" }
    throw NASError(
      .missing, "no plugin has the id '\(plugin)'", hint: nearest ?? "known: \(ids.joined(separator: ", "))")
  }
}
