import ArgumentParser

/// `nas plugin`: plugins as files.
struct PluginCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plugin", abstract: "Lists plugins, and looks into one without running any of its code.",
    subcommands: [ListPluginsCommand.self, InspectPluginCommand.self])
}
