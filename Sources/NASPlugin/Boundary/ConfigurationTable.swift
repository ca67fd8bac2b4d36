public import CNASPlugin

/// Typed values by path, lent across the boundary; the texts live as long as the table.
public final class ConfigurationTable {
  private let arena = SpanArena()
  private let table: UnsafeMutablePointer<nas_configuration>
  private var values: [String: nas_value] = [:]
  private var paths: [nas_text] = []
  private var entries: [String: [(key: nas_text, value: nas_text)]] = [:]

  /// A table of values.
  public init(_ values: [(path: String, value: OptionValue)]) {
    table = .allocate(capacity: 1)
    for (path, value) in values { store(path, value) }
    table.initialize(
      to: nas_configuration(
        struct_size: UInt32(MemoryLayout<nas_configuration>.size), reserved: 0,
        ctx: Unmanaged.passUnretained(self).toOpaque(), get: getValue, entry: getEntry, path: getPath))
  }

  deinit { table.deallocate() }

  /// Lends the table for the duration of `body`.
  public func withTable<R>(_ body: (UnsafePointer<nas_configuration>) throws -> R) rethrows -> R {
    try withExtendedLifetime(self) { try body(table) }
  }

  private func store(_ path: String, _ value: OptionValue) {
    var found = nas_value()
    found.struct_size = UInt32(MemoryLayout<nas_value>.size)
    found.kind = value.kind.rawValue
    switch value {
    case .none: break
    case .integer(let integer): (found.integer, found.real) = (Int64(integer), Double(integer))
    case .real(let real): found.real = real
    case .boolean(let flag): found.integer = flag ? 1 : 0
    case .text(let text), .path(let text): found.text = arena.text(text)
    case .list(let items):
      found.count = UInt64(items.count)
      entries[path] = items.map { (nas_text(), arena.text($0)) }
    case .map(let items):
      found.count = UInt64(items.count)
      entries[path] = items.map { (arena.text($0.key), arena.text($0.value)) }
    }
    if values.updateValue(found, forKey: path) == nil { paths.append(arena.text(path)) }
  }

  fileprivate func value(_ path: String) -> nas_value? { values[path] }

  fileprivate func path(_ index: UInt64) -> nas_text? { index < paths.count ? paths[Int(index)] : nil }

  fileprivate func entry(_ path: String, _ index: UInt64) -> (key: nas_text, value: nas_text)? {
    guard let list = entries[path], index < list.count else { return nil }
    return list[Int(index)]
  }
}

private func owner(_ ctx: UnsafeMutableRawPointer?) -> ConfigurationTable? {
  ctx.map { Unmanaged<ConfigurationTable>.fromOpaque($0).takeUnretainedValue() }
}

private let getValue:
  @convention(c) (UnsafeMutableRawPointer?, nas_text, UnsafeMutablePointer<nas_value>?) -> nas_status = {
    ctx, path, result in
    guard let value = owner(ctx)?.value(String(path)) else { return NAS_MISSING }
    result?.pointee = value
    return NAS_OK
  }

private let getEntry:
  @convention(c) (
    UnsafeMutableRawPointer?, nas_text, UInt64, UnsafeMutablePointer<nas_text>?, UnsafeMutablePointer<nas_text>?
  ) -> nas_status = { ctx, path, index, key, value in
    guard let entry = owner(ctx)?.entry(String(path), index) else { return NAS_MISSING }
    key?.pointee = entry.key
    value?.pointee = entry.value
    return NAS_OK
  }

private let getPath: @convention(c) (UnsafeMutableRawPointer?, UInt64, UnsafeMutablePointer<nas_text>?) -> nas_status =
  {
    ctx, index, path in
    guard let found = owner(ctx)?.path(index) else { return NAS_MISSING }
    path?.pointee = found
    return NAS_OK
  }
