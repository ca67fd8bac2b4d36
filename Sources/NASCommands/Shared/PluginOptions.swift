import ArgumentParser

/// Where plugins are looked for, and which are trusted; the same for all commands.
struct PluginOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A folder with plugins, a plugin.json or a library, before $NAS_PLUGIN_PATH and what is installed; may be repeated.",
      valueName: "path"))
  var pluginPath: [String] = []

  @Flag(help: "Open plugins that are not part of this build although nobody signed them; studies record it.")
  var allowUnsigned = false

  /// What is installed; problems with single plugins are told on standard error.
  func installation() throws -> Installation {
    let installation = try Installation(paths: pluginPath, allowUnsigned: allowUnsigned)
    installation.warn()
    return installation
  }
}
