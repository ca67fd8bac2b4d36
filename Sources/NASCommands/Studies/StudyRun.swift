import Engine
import Foundation
import Logging
import NASPlugin
import Planning
import Storage
import Workers

/// One run of a study, new or resumed: search, then retraining, with a display and a log.
struct StudyRun {
  let plan: Plan
  let folder: StudyFolder
  private let installation: Installation

  init(plan: Plan, folder: StudyFolder, installation: Installation) {
    (self.plan, self.folder, self.installation) = (plan, folder, installation)
  }

  /// Starts a study in a free folder; nothing is made before everything was checked.
  func begin(note: [String: String] = [:]) throws {
    try folder.checkFree()
    try StudyAssembly(plan: plan, installation: installation, folder: nil).checkMetrics()
    try folder.make()
    do {
      try folder.write(try plan.yaml(), to: folder.plan)
      try folder.write(try JSONOutput.text(PluginLock(plan)), to: folder.lock)
      try proceed { metrics in
        let facts = try StudyRecordFacts.initial(plan: plan, metrics: metrics).merging(note) { $1 }
        return try StudyStore.create(in: folder.path, facts: facts)
      }
    } catch {
      // Another process may be starting a study in the same folder: its files stay.
      if !folder.holdsStudy, !StudyStore.isInUse(folder.path) { folder.removeUnbegun() }
      throw error
    }
  }

  /// Goes on with a study; where its plugins or the machine changed, that is recorded.
  func goOn(replacing lock: PluginLock?) throws {
    try proceed { _ in
      let store = try StudyStore.open(in: folder.path)
      try noteMachine(store)
      if let lock {
        try store.record([.fact(key: "changed_plugins", value: try JSONOutput.text(lock))])
        try folder.write(try JSONOutput.text(lock), to: folder.lock)
      }
      return store
    }
  }

  /// Another processor rounds differently: trained weights are promised bit for bit on one kind only.
  private func noteMachine(_ store: StudyStore) throws {
    let now = try JSONOutput.text(MachineFacts.now)
    guard let before = try store.fact("machine"), before != now else { return }
    StandardError.write(
      "nas: warning: this is another machine than the study began on; trained results may differ in the last digits")
    try store.record([.fact(key: "resumed_on", value: now)])
  }

  private func proceed(open: ([Metric]) throws -> StudyStore) throws {
    Interruption.listen()
    let logger = try StudyLog.logger("nas", path: folder.log)
    var assembly = StudyAssembly(plan: plan, installation: installation, folder: folder)
    assembly.log = { logger.log(level: $0.logging, "\($1)") }
    let space = try assembly.makeSpace()
    let display = ProgressDisplay(plan: plan, label: space.label)
    assembly.tick = { display.tick() }
    let dispatcher = try assembly.makeDispatcher(space)
    defer { dispatcher.stop() }
    let store = try open(dispatcher.metrics)
    var parts = StudyParts(
      space: space, strategy: try assembly.makeStrategy(space), dispatcher: dispatcher, store: store)
    let artifacts = ArtifactFolder(folder, known: try store.artifacts())
    parts.artifacts = artifacts
    parts.isCancelled = { Interruption.isRequested }
    parts.observe = display.update
    logger.info("study '\(plan.name)' runs with seed \(plan.seed)")
    let ending = try StudyLoop(plan: plan, parts: parts).run()
    display.finish()
    logger.info("the search ended: \(ending.rawValue)")
    dispatcher.stop()
    try conclude(ending, assembly, store, artifacts, display)
  }

  private func conclude(
    _ ending: StudyEnding, _ assembly: StudyAssembly, _ store: StudyStore, _ artifacts: ArtifactFolder,
    _ display: ProgressDisplay
  ) throws {
    if ending == .cancelled {
      throw NASError(.cancelled, "the study was interrupted", hint: "go on with 'nas resume \(folder.path)'")
    }
    if ending == .failures {
      throw NASError(
        .failed, "the search ended: \(ending.rawValue)", hint: "'nas trials \(folder.path)' says why each failed")
    }
    try Retrainer(assembly: assembly, store: store, artifacts: artifacts).retrain(display)
    try store.record([.fact(key: "finished", value: "true")])
    for rest in [folder.scratch, folder.checkpoints] { try? FileManager.default.removeItem(atPath: rest) }
  }
}
