import ArgumentParser
import NASPlugin
import Planning

/// `nas check` says whether a study would run.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Validates a study file and prints its plan.",
    discussion: """
      Everything is checked that can be known before a run: keys, types, ranges, components and whether they fit
      each other, data files, metrics. The plan printed is itself a study file with every default written out.

        nas check examples/quickstart.yaml
        nas check examples/quickstart.yaml --set strategy.population=20
      """)

  @Argument(help: ArgumentHelp("The study file.", valueName: "file")) var file: String
  @OptionGroup var changes: StudyChanges
  @OptionGroup var plugins: PluginOptions

  func run() throws {
    let installation = try plugins.installation()
    let plan = try changes.plan(of: file, installation: installation)
    try StudyAssembly(plan: plan, installation: installation, folder: nil).checkMetrics()
    try StandardOutput.write(plan.yaml())
  }
}
