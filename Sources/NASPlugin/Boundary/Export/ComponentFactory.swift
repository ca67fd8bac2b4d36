import CNASPlugin

/// Makes one component and tells the host about it.
public final class ComponentFactory: @unchecked Sendable {
  let descriptor: ComponentDescriptor
  let role: Role
  let options: [OptionDescription]
  let type: any Component.Type
  let make: (ConfigurationReader, ComponentContext) throws -> AnyObject

  init<C: Component>(_ type: C.Type, role: Role, box: @escaping (C.Configuration, ComponentContext) throws -> AnyObject)
  {
    (descriptor, self.role, options, self.type) = (C.descriptor, role, C.Configuration.options, type)
    make = { reader, context in try box(try C.Configuration(reading: reader.value), context) }
  }

  /// The component's table, made once and never freed.
  func makeTable() -> UnsafePointer<nas_component> {
    let table = UnsafeMutablePointer<nas_component>.allocate(capacity: 1)
    table.initialize(
      to: nas_component(
        struct_size: UInt32(MemoryLayout<nas_component>.size), flags: descriptor.traits.rawValue,
        factory: UnsafeRawPointer(Unmanaged.passRetained(self).toOpaque()), name: immortal(descriptor.name),
        role: immortal(role.interface), describe: describeComponent, create: createInstance,
        destroy: { _, instance in instance.map { Unmanaged<AnyObject>.fromOpaque($0).release() } },
        query: queryComponent))
    return UnsafePointer(table)
  }

  func describe(to sink: nas_description) {
    let arena = SpanArena()
    func text(_ key: StaticString, _ value: String) { sink.text?(sink.ctx, nas_text(key), arena.text(value)) }
    text("summary", descriptor.summary)
    if !descriptor.paper.isEmpty { text("paper", descriptor.paper) }
    if !descriptor.needs.isEmpty { text("needs", descriptor.needs.joined(separator: "\n")) }
    if role == .strategy { sink.number?(sink.ctx, nas_text("window"), Int64(descriptor.window)) }
    for option in options {
      var record = arena.option(option)
      sink.option?(sink.ctx, &record)
    }
  }

  /// The table of an interface, where the component's type has the ability.
  func table(of interface: String) -> UnsafeRawPointer? {
    if interface == role.interface { return roleTable }
    if interface == "nas.state/1", type is any Checkpointing.Type { return UnsafeRawPointer(StrategyTables.state) }
    return SpaceTables.ability(interface, of: type)
  }

  private var roleTable: UnsafeRawPointer {
    switch role {
    case .space: UnsafeRawPointer(SpaceTables.space)
    case .strategy: UnsafeRawPointer(StrategyTables.strategy)
    case .evaluator: UnsafeRawPointer(EvaluatorTables.evaluator)
    case .predictor: UnsafeRawPointer(PredictorTables.predictor)
    }
  }
}

private func factory(_ component: UnsafePointer<nas_component>?) throws -> ComponentFactory {
  guard let pointer = component?.pointee.factory else {
    throw NASError(.invalid, "the component's table has no factory")
  }
  return Unmanaged<ComponentFactory>.fromOpaque(pointer).takeUnretainedValue()
}

private let describeComponent:
  @convention(c) (UnsafePointer<nas_component>?, UnsafePointer<nas_description>?, UnsafeMutablePointer<nas_error>?) ->
    nas_status = {
      component, sink, error in
      answering(error) {
        guard let sink else { throw NASError(.invalid, "describe needs a sink") }
        try factory(component).describe(to: sink.pointee)
      }
    }

private let createInstance:
  @convention(c) (
    UnsafePointer<nas_component>?, UnsafePointer<nas_create>?, UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
    UnsafeMutablePointer<nas_error>?
  ) -> nas_status = { component, arguments, instance, error in
    answering(error) {
      guard let arguments = arguments?.pointee, let instance else { throw NASError(.invalid, "create needs arguments") }
      let context = ComponentContext(random: RandomSource(seed: arguments.seed), services: HostServices(arguments.host))
      let made = try factory(component).make(ConfigurationReader(arguments.configuration), context)
      instance.pointee = Unmanaged.passRetained(made).toOpaque()
    }
  }

private let queryComponent: @convention(c) (UnsafePointer<nas_component>?, UnsafePointer<CChar>?) -> UnsafeRawPointer? =
  {
    component, interface in
    guard let interface, let factory = try? factory(component) else { return nil }
    return factory.table(of: String(cString: interface))
  }
