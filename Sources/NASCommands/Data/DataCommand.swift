import ArgumentParser

/// `nas data`: data sets and tables.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Lists data sets and tables of results, and gets what can be got.",
    subcommands: [ListDataCommand.self, GetDataCommand.self])
}
