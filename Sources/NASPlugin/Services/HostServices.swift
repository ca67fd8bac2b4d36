public import CNASPlugin

/// What the host lends to one instance, asked for by name; services that are not lent are nil.
public struct HostServices: @unchecked Sendable {
  let host: UnsafePointer<nas_host>?

  /// The services behind a host table, which must outlive this value.
  public init(_ host: UnsafePointer<nas_host>?) { self.host = host }

  /// The table of a service, or nil where the host does not lend it.
  public func table<T>(_ id: String, as type: T.Type) -> UnsafePointer<T>? {
    guard let host, let service = host.pointee.service else { return nil }
    return id.withCString { service(host.pointee.ctx, $0) }?.assumingMemoryBound(to: T.self)
  }

  /// Writes a line to the study's log.
  public func log(_ level: LogLevel, _ message: String) {
    guard let log = table("nas.svc.log/1", as: nas_log_service.self) else { return }
    message.withSpan { log.pointee.write?(log.pointee.ctx, level.rawValue, $0) }
  }

  /// Whether the host asked to stop.
  public var isCancelled: Bool {
    guard let control = table("nas.svc.control/1", as: nas_control_service.self) else { return false }
    return nas_cancelled(control) != 0
  }

  /// Says how far a long call is, as a fraction from 0 to 1.
  public func progress(_ fraction: Double, _ what: String) {
    guard let control = table("nas.svc.control/1", as: nas_control_service.self) else { return }
    what.withSpan { control.pointee.progress?(control.pointee.ctx, fraction, $0) }
  }
}
