public import CNASPlugin

/// An instance on the other side of the boundary: made here and destroyed with the last reference, or lent.
public final class ForeignInstance: @unchecked Sendable {
  let component: UnsafePointer<nas_component>?
  let pointer: UnsafeMutableRawPointer?
  private let isOwned: Bool
  /// What must live as long as the instance: its services and its configuration.
  private let keptAlive: [AnyObject]

  /// Makes an instance of a component.
  ///
  /// `host` must live as long as one of `keptAlive`, which are held until the instance is destroyed.
  public init(
    of component: UnsafePointer<nas_component>, values: [(path: String, value: OptionValue)], seed: UInt64,
    host: UnsafePointer<nas_host>, keepingAlive keptAlive: [AnyObject]
  ) throws {
    let configuration = ConfigurationTable(values)
    var made: UnsafeMutableRawPointer?
    try configuration.withTable { table in
      var arguments = nas_create(
        struct_size: UInt32(MemoryLayout<nas_create>.size), flags: 0, seed: seed, configuration: table, host: host)
      try checked { error in
        component.pointee.create?(component, &arguments, &made, error) ?? NAS_UNIMPLEMENTED
      }
    }
    (self.component, pointer, isOwned) = (component, made, true)
    self.keptAlive = keptAlive + [configuration]
  }

  /// An instance that somebody else owns.
  init(lent reference: nas_component_ref) {
    (component, pointer, isOwned, keptAlive) = (reference.component, reference.`self`, false, [])
  }

  deinit { if isOwned, let component { component.pointee.destroy?(component, pointer) } }

  /// The table of an interface, or nil where the component lacks it.
  func table<T>(_ interface: String, as type: T.Type) -> UnsafePointer<T>? {
    guard let component, let query = component.pointee.query else { return nil }
    return interface.withCString { query(component, $0) }?.assumingMemoryBound(to: T.self)
  }

  /// The table that the role demands.
  func roleTable<T>(_ role: Role, as type: T.Type) throws -> UnsafePointer<T> {
    guard let table = table(role.interface, as: type) else {
      throw NASError(.invalid, "the component has no table '\(role.interface)'")
    }
    return table
  }

  /// The instance as it is lent to another component; valid while this object lives.
  public func reference(_ role: Role) -> nas_component_ref {
    nas_component_ref(
      struct_size: UInt32(MemoryLayout<nas_component_ref>.size), reserved: 0, component: component,
      table: table(role.interface, as: UInt8.self).map { UnsafeRawPointer($0) }, self: pointer)
  }
}
