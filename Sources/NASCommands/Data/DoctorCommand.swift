import ArgumentParser

/// `nas doctor`: what this machine has and lacks.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Says what this machine has and lacks, and what to do about it.",
    discussion: """
      Nothing is changed. Plugins are only looked for; libtorch is opened in a process of
      its own, to say which version it is and on which devices it can train.
      Ends with status 1 where something that every study needs is missing.

        nas doctor
        nas doctor --format json
      """)

  @Option(help: "table or json.") var format = OutputFormat.table
  @OptionGroup var plugins: PluginOptions

  func run() throws {
    try format.among([.table, .json], for: "doctor")
    let findings =
      MachineCheck.findings + [TorchCheck.finding] + InstallationCheck.findings(plugins) + DataCheck.findings
      + ToolCheck.findings
    if format == .json {
      try JSONOutput.print(["findings": findings])
    } else {
      for finding in findings { try StandardOutput.write(finding.line) }
    }
    if findings.contains(where: { $0.state == .broken }) { throw ExitCode(ExitStatus.failed) }
  }
}
