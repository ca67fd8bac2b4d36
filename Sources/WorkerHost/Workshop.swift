import CNASPlugin
import NASPlugin
import Planning
import PluginHosting
import Workers

/// Makes components from their plugins, each with the services that a worker lends.
final class Workshop {
  let setup: WorkerSetup
  let files: ScratchFiles
  let coordinator: Coordinator
  private let loader: PluginLoader

  init(_ setup: WorkerSetup, _ coordinator: Coordinator) {
    (self.setup, self.coordinator) = (setup, coordinator)
    files = ScratchFiles(folder: setup.folders.scratch)
    loader = PluginLoader(allowUnsigned: setup.allowUnsigned)
  }

  /// Makes an instance; its own services are made first and live as long as it does.
  func make(_ planned: PlannedComponent, lending more: (ServiceTable) throws -> Void = { _ in }) throws
    -> ForeignInstance
  {
    let component = try loader.load(planned.plugin).component(named: planned.name, role: planned.role)
    let seed = setup.componentSeed(planned.role)
    let table = services(RandomSource(seed: seed))
    try more(table)
    return try ForeignInstance(
      of: component, values: planned.values, seed: seed, host: table.host, keepingAlive: [table])
  }

  private func services(_ random: RandomSource) -> ServiceTable {
    let (table, coordinator) = (ServiceTable(), coordinator)
    table.lendRandom(random)
    table.lendLog { level, text in coordinator.log(level, text) }
    table.lendControl(coordinator.cancel) { fraction, what in
      coordinator.mention(.progress(ProgressRecord(fraction: fraction, text: String(what.prefix(200)))))
    }
    table.lendArtifacts(files)
    table.lendComponents([:])
    if let data = setup.data { table.lendData(data.description) }
    return table
  }
}

extension DataPlan {
  /// The data set as components are told of it.
  var description: DataDescription {
    DataDescription(name: use, task: task, train: train, validation: validation, test: test)
  }
}
