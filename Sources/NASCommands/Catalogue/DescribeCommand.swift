import ArgumentParser
import NASPlugin
import Planning

/// `nas describe`: all that is known of a component without making one.
struct DescribeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe", abstract: "Explains a component: what it does, where it is from, and every option.",
    discussion: """
      The options are the keys that stand beside 'use:' in a study file.

        nas describe regularized-evolution
        nas describe nas-bench-201 --format json
      """)

  @Argument(help: "A component, as 'nas list' names it; plugin-id/name@version where a name is not unique.")
  var name: String
  @Option(help: "table or json.") var format = OutputFormat.table
  @OptionGroup var plugins: PluginOptions

  func run() throws {
    try format.among([.table, .json], for: "describe")
    let found = try plugins.installation().catalog.named(name).map(ComponentDescription.init)
    if format == .table { return try StandardOutput.write(found.map(\.text).joined(separator: "\n")) }
    // A name in two roles is two components; one JSON document holds them all.
    if found.count == 1 { try JSONOutput.print(found[0]) } else { try JSONOutput.print(found) }
  }
}

extension Catalog {
  /// The components that a word names in any role; throws with the nearest name where there is none.
  func named(_ word: String) throws -> [ComponentEntry] {
    let found = entries.filter { entry in
      let full = "\(entry.plugin.id)/\(entry.name)"
      return [entry.name, full].contains { word == $0 || word == "\($0)@\(entry.plugin.version)" }
    }
    guard found.isEmpty else { return found }
    let known = entries.map(\.name)
    let nearest = Spelling.nearest(to: word, among: known).map { "did you mean '\($0)'?" }
    throw NASError(.missing, "no component is named '\(word)'", hint: nearest ?? "'nas list' names all \(known.count)")
  }
}
