public import CNASPlugin

extension SpanArena {
  /// An option, as it crosses the boundary.
  func option(_ option: OptionDescription) -> nas_option {
    var record = nas_option()
    record.struct_size = UInt32(MemoryLayout<nas_option>.size)
    record.flags = (option.fallback == nil ? NAS_OPTION_REQUIRED : 0) | (option.bounds == nil ? 0 : NAS_OPTION_BOUNDED)
    (record.path, record.summary) = (text(option.path), text(option.summary))
    (record.lower, record.upper) = (option.bounds?.lowerBound ?? 0, option.bounds?.upperBound ?? 0)
    record.choices = text(option.choices.joined(separator: "\n"))
    record.fallback.struct_size = UInt32(MemoryLayout<nas_value>.size)
    record.fallback.kind = option.kind.rawValue
    switch option.fallback {
    case .integer(let value): record.fallback.integer = Int64(value)
    case .real(let value): record.fallback.real = value
    case .boolean(let value): record.fallback.integer = value ? 1 : 0
    case .text(let value), .path(let value): record.fallback.text = text(value)
    default: break
    }
    return record
  }
}

extension OptionDescription {
  /// Copies an option that a component describes.
  public init(_ record: nas_option) throws {
    guard let kind = OptionValue.Kind(rawValue: record.fallback.kind), kind != .none else {
      throw NASError(.invalid, "option '\(String(record.path))' has the unknown type \(record.fallback.kind)")
    }
    let fallback: OptionValue =
      switch kind {
      case .none: .none
      case .integer: .integer(Int(record.fallback.integer))
      case .real: .real(record.fallback.real)
      case .boolean: .boolean(record.fallback.integer != 0)
      case .text: .text(String(record.fallback.text))
      case .path: .path(String(record.fallback.text))
      case .list: .list([])
      case .map: .map([])
      }
    let isRequired = record.flags & NAS_OPTION_REQUIRED != 0
    self.init(
      path: String(record.path), summary: String(record.summary), kind: kind, fallback: isRequired ? nil : fallback)
    if record.flags & NAS_OPTION_BOUNDED != 0 {
      guard record.lower <= record.upper else { throw NASError(.invalid, "option '\(path)' has an empty range") }
      bounds = record.lower...record.upper
    }
    choices = String(record.choices).split(separator: "\n").map(String.init)
  }
}
