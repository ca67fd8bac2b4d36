public import CNASPlugin

/// A plugin: its identity and its components, as the entry function hands them to the host.
///
/// ```swift
/// @_cdecl("nas_plugin_entry_v1")
/// public func entry(_ host: UnsafeRawPointer?) -> UnsafeRawPointer? {
///   Plugin(id: "org.example.hill-climb", version: "0.1.0") { HillClimb.self }.enter(host)
/// }
/// ```
public struct Plugin {
  let id: String
  let version: String
  let factories: [ComponentFactory]

  /// A plugin with its components.
  public init(id: String, version: String, @ComponentsBuilder components: () -> [ComponentFactory]) {
    (self.id, self.version, factories) = (id, version, components())
  }

  /// The plugin's table, made once and never freed; nil where the host's major version is another.
  public func enter(_ host: UnsafeRawPointer?) -> UnsafeRawPointer? {
    guard let host = host?.assumingMemoryBound(to: nas_host.self), host.pointee.abi_major == NAS_ABI_MAJOR else {
      return nil
    }
    return UnsafeRawPointer(makeTable())
  }

  /// The table for a host in the same program, as tests and in-process components use it.
  public func makeTable() -> UnsafePointer<nas_plugin> {
    let components = UnsafeMutablePointer<UnsafePointer<nas_component>?>.allocate(capacity: factories.count)
    for (index, factory) in factories.enumerated() { components[index] = factory.makeTable() }
    let table = UnsafeMutablePointer<nas_plugin>.allocate(capacity: 1)
    table.initialize(
      to: nas_plugin(
        struct_size: UInt32(MemoryLayout<nas_plugin>.size), abi_major: NAS_ABI_MAJOR, abi_minor: NAS_ABI_MINOR,
        abi_least_minor: 0, id: immortal(id), version: immortal(version), build: immortal("swift"),
        component_count: UInt64(factories.count), components: components, query: { _ in nil }))
    return UnsafePointer(table)
  }
}

/// Lists the component types of a plugin.
@resultBuilder
public enum ComponentsBuilder {
  /// A search space.
  public static func buildExpression<C: SearchSpace & Component>(_ type: C.Type) -> ComponentFactory {
    ComponentFactory(type, role: .space) { SpaceBox(try C(configuration: $0, context: $1)) }
  }

  /// A strategy.
  public static func buildExpression<C: Strategy & Component>(_ type: C.Type) -> ComponentFactory {
    ComponentFactory(type, role: .strategy) { StrategyBox(try C(configuration: $0, context: $1)) }
  }

  /// An evaluator.
  public static func buildExpression<C: Evaluator & Component>(_ type: C.Type) -> ComponentFactory {
    ComponentFactory(type, role: .evaluator) {
      EvaluatorBox(try C(configuration: $0, context: $1), services: $1.services)
    }
  }

  /// A predictor.
  public static func buildExpression<C: Predictor & Component>(_ type: C.Type) -> ComponentFactory {
    ComponentFactory(type, role: .predictor) { PredictorBox(try C(configuration: $0, context: $1)) }
  }

  /// The components, in the order they are listed.
  public static func buildBlock(_ factories: ComponentFactory...) -> [ComponentFactory] { factories }
}

/// A C string that lives as long as the process.
func immortal(_ text: String) -> UnsafePointer<CChar> {
  let bytes = Array(text.utf8CString)
  let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
  copy.initialize(from: bytes, count: bytes.count)
  return UnsafePointer(copy)
}
