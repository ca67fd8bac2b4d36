public import CNASPlugin
import Glibc
public import NASPlugin

/// A plugin used from this very program, through its C tables, as the host uses it.
///
/// ```swift
/// let plugin = InProcessPlugin { HillClimb.self; ToySpace.self }
/// let space = try plugin.space("toy")
/// let violations = checkStrategy(over: space) { try plugin.strategy("hill-climb", over: space) }
/// ```
public struct InProcessPlugin: @unchecked Sendable {
  /// Values of options by path; what is left out has its default.
  public typealias Values = [(path: String, value: OptionValue)]

  /// What the plugin's entry function would answer.
  public let table: UnsafePointer<nas_plugin>

  /// A plugin of component types of this program.
  public init(@ComponentsBuilder _ components: () -> [ComponentFactory]) {
    table = Plugin(id: "org.swift-nas.in-process", version: "0.0.0", components: components).makeTable()
  }

  /// The plugin in a library: opened without any of the host's checks, and never closed.
  public init(opening path: String) throws {
    guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      throw NASError(
        .missing, "\(path) cannot be opened: \(dlerror().map { String(cString: $0) } ?? "no reason given")")
    }
    guard let symbol = dlsym(library, NAS_ENTRY_SYMBOL) else {
      throw NASError(.invalid, "\(path) does not export \(NAS_ENTRY_SYMBOL)")
    }
    let entry = unsafeBitCast(
      symbol, to: (@convention(c) (UnsafePointer<nas_host>?) -> UnsafePointer<nas_plugin>?).self)
    let host = TestHost()
    guard let table = withExtendedLifetime(host, { entry(host.table) }) else {
      throw NASError(.failed, "\(path) refuses this host")
    }
    self.table = table
  }

  /// The components' tables, in order.
  public var components: [UnsafePointer<nas_component>] {
    (0..<Int(table.pointee.component_count)).compactMap { table.pointee.components[$0] }
  }

  /// The component of that name.
  public func component(_ name: String) throws -> UnsafePointer<nas_component> {
    guard let found = components.first(where: { String(cString: $0.pointee.name) == name }) else {
      let known = components.map { String(cString: $0.pointee.name) }.joined(separator: ", ")
      throw NASError(.missing, "the plugin has no component '\(name)'", hint: "it has \(known)")
    }
    return found
  }

  /// Makes an instance that uses what `host` lends.
  public func instance(
    _ name: String, options: Values = [], seed: UInt64 = 0, host: TestHost = TestHost()
  ) throws -> ForeignInstance {
    try ForeignInstance(of: component(name), values: options, seed: seed, host: host.table, keepingAlive: [host])
  }

  /// A space of the plugin.
  public func space(_ name: String, options: Values = [], seed: UInt64 = 0) throws -> ForeignSpace {
    try ForeignSpace(instance(name, options: options, seed: seed))
  }

  /// A strategy of the plugin that searches a space.
  public func strategy(
    _ name: String, options: Values = [], seed: UInt64 = 0, over space: ForeignSpace
  ) throws -> ForeignStrategy {
    try ForeignStrategy(instance(name, options: options, seed: seed, host: TestHost(space: space)))
  }

  /// An evaluator of the plugin that uses what `host` lends.
  public func evaluator(
    _ name: String, options: Values = [], seed: UInt64 = 0, host: TestHost = TestHost()
  ) throws -> ForeignEvaluator {
    try ForeignEvaluator(instance(name, options: options, seed: seed, host: host))
  }

  /// A predictor of the plugin for the architectures of a space.
  public func predictor(
    _ name: String, options: Values = [], seed: UInt64 = 0, over space: ForeignSpace
  ) throws -> ForeignPredictor {
    try ForeignPredictor(instance(name, options: options, seed: seed, host: TestHost(space: space)))
  }
}
