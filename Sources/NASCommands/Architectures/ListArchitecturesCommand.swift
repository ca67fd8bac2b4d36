import ArgumentParser
import NASPlugin
import Planning

/// `nas architecture list`: the architectures of the literature that spaces know by name.
struct ListArchitecturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the published architectures that spaces know by name.",
    discussion: """
        nas architecture list
        nas architecture list --space darts-cell --format json
      """)

  @Option(help: ArgumentHelp("Only those of this space.", valueName: "name")) var space: String?
  @Option(help: "table or json.") var format = OutputFormat.table
  @OptionGroup var plugins: PluginOptions

  private struct Entry: Encodable {
    var space: String
    var name: String
    var text: String
    var settings: [String]
    var source: String
  }

  func run() throws {
    try format.among([.table, .json], for: "architecture list")
    let installation = try plugins.installation()
    let spaces = try space.map { [try installation.catalog.find($0, role: .space)] }
    // A space with options that must be given is asked only where it is named: the file would have to say them.
    let known = installation.catalog.entries.filter { entry in
      entry.role == .space && entry.abilities.contains("nas.space.publishing/1")
    }
    let found = try (spaces ?? known).flatMap { try entries(of: $0, installation) }
    if format == .json { return try JSONOutput.print(found) }
    var table = TextTable(["space", "name", "settings", "published"])
    for entry in found {
      table.add([entry.space, entry.name, entry.settings.joined(separator: " "), entry.source])
    }
    try StandardOutput.write(table.text)
  }

  private func entries(of entry: ComponentEntry, _ installation: Installation) throws -> [Entry] {
    let choice = try SpaceChoice(use: entry.name, settings: [], data: nil, installation)
    let space = try ComponentMaker(installation: installation, seed: 0).space(choice.component)
    return try (space.publishing?.published ?? []).map { published in
      Entry(
        space: entry.name, name: published.name, text: try space.text(published.architecture),
        settings: published.settings, source: published.source)
    }
  }
}
