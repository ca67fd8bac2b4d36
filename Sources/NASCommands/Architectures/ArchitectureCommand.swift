import ArgumentParser

/// `nas architecture`: what one architecture is.
struct ArchitectureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "architecture", abstract: "Looks at one architecture: its cost, its layers, its picture.",
    subcommands: [ShowArchitectureCommand.self])
}
