import ArgumentParser
import NASPlugin
import Planning

/// `nas resume`: goes on after any interruption.
struct ResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Goes on with a study after any interruption.",
    discussion: """
      The recorded history is repeated: the strategy must propose the same again, so going on is also a test that
      the study is reproducible. Trials that were in flight are run again with their own seed.

        nas resume studies/quickstart
      """)

  @Argument(help: ArgumentHelp("The study's folder.", valueName: "dir")) var folder: String
  @Option(help: "Worker processes; never changes the result.") var workers: Int?
  @Flag(help: "Go on although a plugin file changed; it is recorded.") var allowChangedPlugins = false
  @OptionGroup var plugins: PluginOptions

  func run() throws {
    let folder = StudyFolder(path: folder)
    try folder.checkStudy()
    let installation = try plugins.installation()
    var plan = try Planner.recorded(folder, installation)
    plan.workers = workers ?? plan.workers
    let now = PluginLock(plan)
    if !allowChangedPlugins { try PluginLock(path: folder.lock).check(against: now) }
    try folder.make()
    try StudyRun(plan: plan, folder: folder, installation: installation).goOn(
      replacing: allowChangedPlugins ? now : nil)
    try RunSummary(folder, plugins).print()
  }
}
