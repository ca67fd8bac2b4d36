import CNASPlugin
import Engine
import Foundation
import NASPlugin
import Planning
import PluginHosting
import Storage
import Workers

/// Puts the parts of a study together: the one place that sees plugins, workers, store and engine at once.
struct StudyAssembly {
  let plan: Plan
  let installation: Installation
  /// nil where nothing is written, as for a check.
  let folder: StudyFolder?
  var log: @Sendable (LogLevel, String) -> Void = { _, _ in }
  var tick: () -> Void = {}

  init(plan: Plan, installation: Installation, folder: StudyFolder?) {
    (self.plan, self.installation, self.folder) = (plan, installation, folder)
  }

  /// The space, in this process.
  func makeSpace() throws -> ForeignSpace { try ForeignSpace(instance(of: plan.space, lending: nil)) }

  /// The strategy, in this process, with the space lent to it.
  func makeStrategy(_ space: ForeignSpace) throws -> ForeignStrategy {
    try ForeignStrategy(instance(of: plan.strategy, lending: space))
  }

  /// Where candidates are evaluated: here, or in worker processes.
  func makeDispatcher(_ space: ForeignSpace) throws -> any Dispatcher {
    guard plan.isolation == .worker else {
      return InProcessDispatcher(try ForeignEvaluator(instance(of: plan.evaluator, lending: space)))
    }
    var setup = workerSetup
    setup.evaluator = plan.evaluator
    return try WorkerPool(setup: setup, limits: workerLimits, hooks: workerHooks)
  }

  /// Makes every part once, so that what cannot be is found before a study begins.
  func checkMetrics() throws {
    let space = try makeSpace()
    _ = try makeStrategy(space)
    let dispatcher = try makeDispatcher(space)
    defer { dispatcher.stop() }
    try StudyLoop.check(plan, metrics: dispatcher.metrics)
  }

  private func instance(of component: PlannedComponent, lending space: ForeignSpace?) throws -> ForeignInstance {
    let table = try installation.load(component)
    let seed = RandomSource.component(component.role, ofStudySeeded: plan.seed)
    let services = ServiceTable()
    services.lendLog(log)
    services.lendControl(CancelFlag()) { _, _ in }
    services.lendRandom(seed)
    if let space { services.lendSpace(space.instance) }
    if let data = plan.data { services.lendData(data.description) }
    services.lendComponents([:])
    return try ForeignInstance(
      of: table, values: component.values, seed: seed.seed, host: services.host, keepingAlive: [services])
  }
}

extension StudyAssembly {
  /// What a worker must know; without an evaluator.
  var workerSetup: WorkerSetup {
    let base = folder?.path ?? NSTemporaryDirectory()
    let study = URL(fileURLWithPath: base).standardizedFileURL.path
    var setup = WorkerSetup(
      space: plan.space, seed: plan.seed,
      folders: WorkerSetup.Folders(
        study: study, scratch: folder.map { _ in study + "/scratch" } ?? study, cache: Folders.cache))
    setup.data = plan.data
    setup.allowUnsigned = installation.allowUnsigned
    setup.device = plan.devices.first ?? .cpu
    setup.checkpointInterval = plan.storage.checkpoint
    return setup
  }

  /// One worker per core or GPU unless the plan says otherwise; what they print goes to a file of the study.
  var workerLimits: WorkerLimits {
    let slots = plan.devices == [.cpu] ? ProcessInfo.processInfo.activeProcessorCount : plan.devices.count
    var limits = WorkerLimits(workers: plan.workers ?? slots)
    limits.devices = plan.devices
    limits.log = folder.map { $0.path + "/workers.log" }
    limits.evaluation = plan.limits.seconds
    limits.memory = plan.limits.memory.map { UInt64($0) << 20 }
    return limits
  }

  var workerHooks: WorkerHooks {
    var hooks = WorkerHooks()
    hooks.isCancelled = { Interruption.isRequested }
    (hooks.tick, hooks.log) = (tick, log)
    return hooks
  }
}

extension DataPlan {
  /// The data set as plugins see it.
  var description: DataDescription {
    DataDescription(name: use, task: task, train: train, validation: validation, test: test)
  }
}
