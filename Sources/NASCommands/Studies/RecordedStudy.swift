import NASPlugin
import Planning
import Storage

/// A study on the disk, opened to be looked at while it may be running.
struct RecordedStudy {
  let folder: StudyFolder
  let facts: StudyRecordFacts
  let history: StudyHistory
  let artifacts: [ArtifactRecord]
  let plan: Plan
  private let space: ForeignSpace

  /// Opens a study folder.
  init(_ path: String, _ plugins: PluginOptions) throws {
    folder = StudyFolder(path: path)
    try folder.checkStudy()
    let store = try StudyStore.openReadOnly(in: path)
    (facts, history, artifacts) = (try StudyRecordFacts(store), try store.history(), try store.artifacts())
    let installation = try plugins.installation()
    plan = try Planner.recorded(folder, installation)
    space = try StudyAssembly(plan: plan, installation: installation, folder: folder).makeSpace()
  }

  /// The text form of an architecture.
  func label(_ architecture: Architecture) -> String { space.label(architecture) }

  /// The outcomes, in trial order.
  var outcomes: [Outcome] { history.outcomes.compactMap(\.self) }
}

extension Planner {
  /// The plan of a study on the disk; its data files need not be there to look at it.
  static func recorded(_ folder: StudyFolder, _ installation: Installation) throws -> Plan {
    try standard(installation).plan(StudyFile(path: folder.plan))
  }
}
