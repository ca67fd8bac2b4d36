import CNASPlugin
import Engine
import Foundation
import NASPlugin
import Planning
import PluginHosting
import Storage

/// A tabular search as `nas run` would do it: a study file, the plugins beside this program, the engine's own loop.
///
/// Space, strategy and table are three libraries that the loader opened, so every candidate crosses the boundary.
struct TabularStudy {
  /// The table that the space's architectures are looked up in.
  static let table = "table.csv"

  let plan: Plan

  /// Plans a search of so many trials over the table in a folder.
  init(trials: Int, folder: String, settings: [String] = []) throws {
    var file = try StudyFile(text: Self.text(trials: trials), name: "bench.yaml", folder: folder)
    for setting in settings { try file.set(setting) }
    let catalog = try PluginFinder.standard().find().catalog()
    let planner = Planner(catalog: catalog) { query in
      throw NASError(.missing, "a tabular study needs no data '\(query.use)'")
    }
    plan = try planner.plan(file)
  }

  private static func text(trials: Int) -> String {
    """
    seed: 1
    space: { use: nas-bench-201 }
    strategy: { use: regularized-evolution, population: 100, sample_size: 25 }
    evaluator: { use: table, path: \(table), metrics: { accuracy: accuracy } }
    objective: { maximize: accuracy }
    budget: { trials: \(trials) }
    """
  }

  /// The space of the study.
  func space() throws -> ForeignSpace { try ForeignSpace(instance(of: plan.space, lending: nil)) }

  /// Searches once, from nothing, with a record; only the loop is timed, not the reading of the table.
  func search(store: any StudyRecording) throws -> Stopwatch {
    let space = try space()
    let strategy = try ForeignStrategy(instance(of: plan.strategy, lending: space))
    let evaluator = try ForeignEvaluator(instance(of: plan.evaluator, lending: space))
    let parts = StudyParts(
      space: space, strategy: strategy, dispatcher: InProcessDispatcher(evaluator), store: store)
    let loop = try StudyLoop(plan: plan, parts: parts)
    return try Stopwatch {
      guard try loop.run() == .trials else { throw NASError(.internal, "the search ended before its budget") }
    }
  }

  private func instance(of component: PlannedComponent, lending space: ForeignSpace?) throws -> ForeignInstance {
    let plugin = try PluginLoader().load(component.plugin)
    let seed = RandomSource.component(component.role, ofStudySeeded: plan.seed)
    let services = ServiceTable()
    services.lendRandom(seed)
    if let space { services.lendSpace(space.instance) }
    return try ForeignInstance(
      of: plugin.component(named: component.name, role: component.role), values: component.values, seed: seed.seed,
      host: services.host, keepingAlive: [services])
  }
}
