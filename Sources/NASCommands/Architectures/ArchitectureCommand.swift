import ArgumentParser

/// `nas architecture`: what architectures are.
struct ArchitectureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "architecture",
    abstract: "Looks at an architecture: its cost, its layers, its picture; lists published ones.",
    subcommands: [ShowArchitectureCommand.self, ListArchitecturesCommand.self])
}
