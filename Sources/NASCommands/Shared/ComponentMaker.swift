import CNASPlugin
import NASPlugin
import Planning
import PluginHosting

/// Makes a component outside of any study, to be asked about itself.
struct ComponentMaker {
  let installation: Installation
  var seed: UInt64 = 0

  /// A space, which is lent nothing but randomness and a log.
  func space(_ planned: PlannedComponent) throws -> ForeignSpace {
    try ForeignSpace(instance(of: installation.load(planned), values: planned.values, services: services))
  }

  /// An evaluator at its defaults, which is lent a space and the description of a data set, but no images.
  func evaluator(_ entry: ComponentEntry, space: ForeignSpace, data: DataDescription) throws -> ForeignEvaluator {
    let services = self.services
    services.lendSpace(space.instance)
    services.lendData(data)
    let values = entry.options.map { ($0.path, $0.fallback ?? .none) }
    return try ForeignEvaluator(instance(of: installation.load(entry), values: values, services: services))
  }

  private var services: ServiceTable {
    let services = ServiceTable()
    services.lendLog { level, line in
      if level.rawValue >= LogLevel.warning.rawValue { StandardError.write("nas: \(line)") }
    }
    services.lendRandom(RandomSource(seed: seed))
    return services
  }

  private func instance(
    of component: UnsafePointer<nas_component>, values: [(path: String, value: OptionValue)], services: ServiceTable
  ) throws -> ForeignInstance {
    try ForeignInstance(of: component, values: values, seed: seed, host: services.host, keepingAlive: [services])
  }
}
