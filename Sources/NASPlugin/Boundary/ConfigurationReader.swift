public import CNASPlugin

/// Asks for the values of a configuration on the other side.
public struct ConfigurationReader {
  let table: UnsafePointer<nas_configuration>?

  /// A reader of a configuration, which must outlive it.
  public init(_ table: UnsafePointer<nas_configuration>?) { self.table = table }

  /// The value of a path, or nil where there is none.
  public func value(_ path: String) throws -> OptionValue? {
    guard let table, let get = table.pointee.get else { return nil }
    var found = nas_value()
    found.struct_size = UInt32(MemoryLayout<nas_value>.size)
    let status = path.withSpan { get(table.pointee.ctx, $0, &found) }
    guard status != NAS_MISSING else { return nil }
    guard status == NAS_OK, let kind = OptionValue.Kind(rawValue: found.kind) else {
      throw NASError(.invalid, "the host could not answer for option '\(path)' (status \(status), kind \(found.kind))")
    }
    return try typed(found, kind, path)
  }

  /// Refuses a path that is not among the known ones: ignoring it would do something else than was asked.
  public func refuseUnknown(_ known: [String]) throws {
    guard let table, Int(table.pointee.struct_size) >= MemoryLayout<nas_configuration>.size,
      let path = table.pointee.path
    else { return }
    var (index, found) = (UInt64(0), nas_text())
    while path(table.pointee.ctx, index, &found) == NAS_OK {
      let name = String(found)
      guard known.contains(name) else {
        throw NASError(
          .invalid, "the setting '\(name)' is not known here", hint: "known: \(known.joined(separator: ", "))")
      }
      index += 1
    }
  }

  private func typed(_ found: nas_value, _ kind: OptionValue.Kind, _ path: String) throws -> OptionValue {
    switch kind {
    case .none: .none
    case .integer: .integer(Int(found.integer))
    case .real: .real(found.real)
    case .boolean: .boolean(found.integer != 0)
    case .text: .text(String(found.text))
    case .path: .path(String(found.text))
    case .list: .list(try entries(path, found.count).map(\.value))
    case .map: .map(try entries(path, found.count))
    }
  }

  private func entries(_ path: String, _ count: UInt64) throws -> [OptionValue.Entry] {
    try (0..<count).map { index in
      var (key, value) = (nas_text(), nas_text())
      let status = path.withSpan {
        table?.pointee.entry?(table?.pointee.ctx, $0, index, &key, &value) ?? NAS_UNIMPLEMENTED
      }
      guard status == NAS_OK else {
        throw NASError(.invalid, "the host could not answer for entry \(index) of option '\(path)'")
      }
      return OptionValue.Entry(key: String(key), value: String(value))
    }
  }
}
