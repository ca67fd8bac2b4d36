import ArgumentParser
import Engine
import NASPlugin
import Planning

/// `nas run`: plans, runs, shows progress, ends with the best architecture.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs a study file and ends with the best architecture.",
    discussion: """
      Everything is checked before the first trial. The study's folder then holds all that happened; it can be
      interrupted at any moment (Ctrl-C, kill -9) and goes on with 'nas resume DIR' as if nothing had been.

        nas run examples/quickstart.yaml
        nas run examples/tabular.yaml --seed 7 --study studies/seven
        nas run study.yaml --set strategy.use=random --set budget.trials=50
      """)

  @Argument(help: ArgumentHelp("The study file.", valueName: "file")) var file: String
  @Option(help: ArgumentHelp("The study's folder; default studies/NAME.", valueName: "dir")) var study: String?
  @OptionGroup var changes: StudyChanges
  @OptionGroup var plugins: PluginOptions

  func run() throws {
    let installation = try plugins.installation()
    let plan = try changes.plan(of: file, installation: installation)
    let folder = StudyFolder(path: study ?? "studies/\(plan.name)")
    let note = installation.allowUnsigned ? ["allow_unsigned": "true"] : [:]
    try StudyRun(plan: plan, folder: folder, installation: installation).begin(note: note)
    try RunSummary(folder, plugins).print()
  }
}

/// What is printed at the end of a run.
struct RunSummary {
  private let study: RecordedStudy

  init(_ folder: StudyFolder, _ plugins: PluginOptions) throws { study = try RecordedStudy(folder.path, plugins) }

  func print() throws {
    let outcomes = study.outcomes
    let completed = outcomes.count { $0.status == .completed }
    try StandardOutput.write("\(outcomes.count) trials, \(completed) completed. Best:\n")
    guard let best = Ranking.best(of: outcomes).first else {
      throw NASError(.failed, "no trial completed", hint: "'nas trials \(study.folder.path)' says why each failed")
    }
    try StandardOutput.write(BestListing(best, study).text)
    try StandardOutput.write("All trials: nas trials \(study.folder.path)\n")
  }
}
