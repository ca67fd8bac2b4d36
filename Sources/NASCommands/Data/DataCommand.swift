import ArgumentParser

/// `nas data`: data sets and tables.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Lists data sets and tables of results, gets what can be got, and imports your own.",
    subcommands: [ListDataCommand.self, GetDataCommand.self, ImportDataCommand.self])
}
