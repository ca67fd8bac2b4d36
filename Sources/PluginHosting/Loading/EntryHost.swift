import CNASPlugin
import NASPlugin
import Synchronization

/// The host as a plugin's entry function meets it: it lends a log, so that a plugin that refuses can say why.
enum EntryHost {
  private static let lines = Mutex<[String]>([])
  private static let lineLimit = 32

  /// Lives as long as the process, since plugins may keep it.
  nonisolated(unsafe) static let table: UnsafePointer<nas_host> = {
    let table = UnsafeMutablePointer<nas_host>.allocate(capacity: 1)
    table.initialize(
      to: nas_host(
        struct_size: UInt32(MemoryLayout<nas_host>.size), abi_major: NAS_ABI_MAJOR, abi_minor: NAS_ABI_MINOR, flags: 0,
        ctx: nil, service: lendService))
    return UnsafePointer(table)
  }()

  fileprivate nonisolated(unsafe) static let logTable: UnsafePointer<nas_log_service> = {
    let table = UnsafeMutablePointer<nas_log_service>.allocate(capacity: 1)
    let size = UInt32(MemoryLayout<nas_log_service>.size)
    table.initialize(to: nas_log_service(struct_size: size, flags: 0, ctx: nil, write: writeLine))
    return UnsafePointer(table)
  }()

  /// What was logged since the last call, at most 32 lines.
  static func takeLines() -> [String] {
    lines.withLock { lines in
      defer { lines = [] }
      return lines
    }
  }

  fileprivate static func note(_ line: String) {
    lines.withLock { if $0.count < lineLimit { $0.append(line) } }
  }
}

private let lendService: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?) -> UnsafeRawPointer? = {
  _, id in
  guard let id, String(cString: id) == "nas.svc.log/1" else { return nil }
  return UnsafeRawPointer(EntryHost.logTable)
}

private let writeLine: @convention(c) (UnsafeMutableRawPointer?, Int32, nas_text) -> Void = { _, _, message in
  guard let line = message.checked(limit: 1_000) else { return }
  EntryHost.note(line)
}
