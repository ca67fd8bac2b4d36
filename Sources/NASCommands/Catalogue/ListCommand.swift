import ArgumentParser
import NASPlugin
import Planning

/// `nas list`: what is installed.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the installed components: what a study file can name after 'use:'.",
    discussion: """
      Only manifests are read: no plugin is opened.

        nas list
        nas list strategies
        nas list spaces --format json
      """)

  @Argument(help: "Only these: spaces, strategies, evaluators or predictors.") var role: ListedRole?
  @Option(help: "table or json.") var format = OutputFormat.table
  @OptionGroup var plugins: PluginOptions

  func run() throws {
    try format.among([.table, .json], for: "list")
    let installed = try plugins.installation().catalog.entries
    let roles = role.map { [$0.role] } ?? Role.allCases
    let entries = roles.flatMap { role in installed.filter { $0.role == role } }
    if format == .json { return try JSONOutput.print(ComponentListing(entries)) }
    guard !entries.isEmpty else {
      return StandardError.write(
        "nothing is installed here; run make build, or pass --plugin-path with a folder of plugins")
    }
    try StandardOutput.write(Self.table(entries))
  }

  static func table(_ entries: [ComponentEntry]) -> String {
    var table = TextTable(["name", "role", "plugin", "summary"])
    for entry in entries {
      table.add([entry.name, entry.role.rawValue, "\(entry.plugin.id) \(entry.plugin.version)", entry.summary])
    }
    return table.text
  }
}

/// A role as the command line says it.
enum ListedRole: String, ExpressibleByArgument, CaseIterable {
  case spaces, strategies, evaluators, predictors

  /// What the word stands for.
  var role: Role {
    switch self {
    case .spaces: .space
    case .strategies: .strategy
    case .evaluators: .evaluator
    case .predictors: .predictor
    }
  }
}
