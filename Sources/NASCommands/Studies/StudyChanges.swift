import ArgumentParser
import Datasets
import NASPlugin
import Planning

/// What the command line changes in a study file.
struct StudyChanges: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("Replace a value of the study file; may be repeated.", valueName: "path=value"))
  var set: [String] = []

  @Option(name: .long, help: "The seed of all randomness.") var seed: UInt64?

  @Option(name: .long, help: "Worker processes; never changes the result.") var workers: Int?

  /// The plan of a study file with these changes.
  func plan(of path: String, installation: Installation) throws -> Plan {
    var file = try StudyFile(path: path)
    for assignment in set { try file.set(assignment) }
    if let seed { try file.set("seed=\(seed)") }
    if let workers { try file.set("workers=\(workers)") }
    return try Planner.standard(installation).plan(file)
  }
}

extension Planner {
  /// The planner over what is installed on this machine.
  static func standard(_ installation: Installation) -> Planner {
    Planner(catalog: installation.catalog) { query in
      let catalog = DatasetCatalog(cache: Folders.cache)
      let names = try catalog.names()
      guard names.contains(query.use) else {
        let nearest = Spelling.nearest(to: query.use, among: names).map { "did you mean '\($0)'?" }
        throw NASError(
          .missing, "no data set is named '\(query.use)'", hint: nearest ?? "known: \(names.joined(separator: ", "))")
      }
      let request = DatasetRequest(name: query.use, path: query.path, size: query.size, classes: query.classes)
      let found = try catalog.open(request).description
      let task = LearningTask(
        channels: found.shape.channels, height: found.shape.height, width: found.shape.width, classes: found.classes)
      return DataFacts(path: query.path, task: task, trainImages: found.trainCount, testImages: found.testCount)
    }
  }
}
