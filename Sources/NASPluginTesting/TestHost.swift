public import CNASPlugin
public import NASPlugin

/// A host in this program that lends what a test gives it: a space, a data set, and service tables by id.
public final class TestHost: @unchecked Sendable {
  /// The table that plugins see; it lives as long as this object.
  public let table: UnsafePointer<nas_host>
  private let lentSpace: ForeignSpace?
  private let name: UnsafeMutablePointer<CChar>
  private let spaceService: UnsafeMutablePointer<nas_space_service>
  private let dataService: UnsafeMutablePointer<nas_dataset_service>
  private let services: [String: UnsafeRawPointer]

  /// A host that lends these; the tables behind `services` must outlive it.
  public init(space: ForeignSpace? = nil, data: DataDescription? = nil, services: [String: UnsafeRawPointer] = [:]) {
    lentSpace = space
    spaceService = .allocate(capacity: 1)
    dataService = .allocate(capacity: 1)
    name = Self.copied(data?.name ?? "")
    var all = services
    if let space {
      let header = UInt32(MemoryLayout<nas_space_service>.size)
      let service = nas_space_service(struct_size: header, flags: 0, ctx: nil, space: space.instance.reference(.space))
      spaceService.initialize(to: service)
      all["nas.svc.space/1"] = UnsafeRawPointer(spaceService)
    }
    if let data {
      dataService.initialize(to: nas_dataset_service(data, name: name))
      all["nas.svc.dataset/1"] = UnsafeRawPointer(dataService)
    }
    self.services = all
    let host = UnsafeMutablePointer<nas_host>.allocate(capacity: 1)
    table = UnsafePointer(host)
    host.initialize(
      to: nas_host(
        struct_size: UInt32(MemoryLayout<nas_host>.size), abi_major: NAS_ABI_MAJOR, abi_minor: NAS_ABI_MINOR, flags: 0,
        ctx: Unmanaged.passUnretained(self).toOpaque(), service: findService))
  }

  deinit {
    UnsafeMutablePointer(mutating: table).deallocate()
    spaceService.deallocate()
    dataService.deallocate()
    name.deallocate()
  }

  fileprivate func service(_ id: String) -> UnsafeRawPointer? { services[id] }

  private static func copied(_ text: String) -> UnsafeMutablePointer<CChar> {
    let bytes = Array(text.utf8CString)
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    copy.initialize(from: bytes, count: bytes.count)
    return copy
  }
}

private let findService: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?) -> UnsafeRawPointer? = {
  ctx, id in
  guard let ctx, let id else { return nil }
  return Unmanaged<TestHost>.fromOpaque(ctx).takeUnretainedValue().service(String(cString: id))
}

extension nas_dataset_service {
  fileprivate init(_ data: DataDescription, name: UnsafePointer<CChar>) {
    let task = nas_task(
      struct_size: UInt32(MemoryLayout<nas_task>.size), channels: UInt32(data.task.channels),
      height: UInt32(data.task.height), width: UInt32(data.task.width), classes: UInt32(data.task.classes), reserved: 0)
    self.init(
      struct_size: UInt32(MemoryLayout<nas_dataset_service>.size), flags: 0, ctx: nil, task: task,
      train: UInt64(data.train), validation: UInt64(data.validation), test: UInt64(data.test),
      name: nas_text(bytes: name, length: UInt64(data.name.utf8.count)))
  }
}
