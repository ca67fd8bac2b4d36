package import CNASPlugin
package import NASPlugin

/// What the host lends to the instances of one process or study, by service id.
///
/// All services are lent before the first instance is made; then any thread may ask for them. The table and its services
/// live as long as this object, which instances keep alive: `ForeignInstance(…, host: table.host, keepingAlive: [table])`.
package final class ServiceTable: @unchecked Sendable {
  /// The table as it crosses the boundary.
  package let host: UnsafePointer<nas_host>
  private let storage: UnsafeMutablePointer<nas_host>
  private var tables: [String: UnsafeMutableRawPointer] = [:]
  private var owners: [AnyObject] = []
  private var late: [String: @Sendable () -> UnsafeRawPointer?] = [:]

  /// A host that lends nothing yet.
  package init() {
    storage = .allocate(capacity: 1)
    host = UnsafePointer(storage)
    storage.initialize(
      to: nas_host(
        struct_size: UInt32(MemoryLayout<nas_host>.size), abi_major: NAS_ABI_MAJOR, abi_minor: NAS_ABI_MINOR, flags: 0,
        ctx: Unmanaged.passUnretained(self).toOpaque(), service: findService))
  }

  deinit {
    for table in tables.values { table.deallocate() }
    storage.deallocate()
  }

  /// The same table, as the Swift face of the SDK takes it.
  package var services: HostServices { HostServices(host) }

  /// Lends a service; its table is copied, and what stands behind its `ctx` is kept alive.
  package func lend<T: BitwiseCopyable>(_ id: String, _ table: T, of owner: AnyObject) {
    let copy = UnsafeMutablePointer<T>.allocate(capacity: 1)
    copy.initialize(to: table)
    tables.updateValue(UnsafeMutableRawPointer(copy), forKey: id)?.deallocate()
    owners.append(owner)
  }

  /// Lends a service whose table is made when a plugin asks for it, each time it asks; the table outlives this object.
  package func lend(_ id: String, onDemand make: @escaping @Sendable () -> UnsafeRawPointer?) { late[id] = make }

  fileprivate func table(_ id: String) -> UnsafeRawPointer? { tables[id].map { UnsafeRawPointer($0) } ?? late[id]?() }
}

private let findService: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?) -> UnsafeRawPointer? = {
  ctx, id in
  guard let ctx, let id else { return nil }
  return Unmanaged<ServiceTable>.fromOpaque(ctx).takeUnretainedValue().table(String(cString: id))
}

/// The object behind a service's `ctx`.
package func serviceOwner<T: AnyObject>(_ ctx: UnsafeMutableRawPointer?, as type: T.Type = T.self) -> T? {
  ctx.map { Unmanaged<T>.fromOpaque($0).takeUnretainedValue() }
}

/// An object as a service's `ctx`; the service table keeps it alive.
package func serviceContext(_ owner: AnyObject) -> UnsafeMutableRawPointer {
  Unmanaged.passUnretained(owner).toOpaque()
}
