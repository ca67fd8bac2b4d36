import NASPlugin

/// An option as a JSON object: an option without `default` must be given by the study file.
struct OptionRecord: Codable {
  var option: OptionDescription

  private enum CodingKeys: String, CodingKey {
    case path
    case type
    case summary
    case fallback = "default"
    case min
    case max
    case choices
  }

  init(_ option: OptionDescription) { self.option = option }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let word = try values.decode(String.self, forKey: .type)
    guard let kind = Self.kinds.first(where: { "\($0)" == word }) else {
      let known = Self.kinds.map { "\($0)" }.joined(separator: ", ")
      throw DecodingError.dataCorruptedError(
        forKey: .type, in: values, debugDescription: "'\(word)' is none of \(known)")
    }
    option = OptionDescription(
      path: try values.decode(String.self, forKey: .path), summary: try values.decode(String.self, forKey: .summary),
      kind: kind, fallback: try Self.fallback(kind, values))
    option.bounds = try Self.bounds(values)
    option.choices = try values.decodeIfPresent([String].self, forKey: .choices) ?? []
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(option.path, forKey: .path)
    try values.encode("\(option.kind)", forKey: .type)
    try values.encode(option.summary, forKey: .summary)
    try encodeFallback(to: &values)
    try values.encodeIfPresent(option.bounds?.lowerBound, forKey: .min)
    try values.encodeIfPresent(option.bounds?.upperBound, forKey: .max)
    if !option.choices.isEmpty { try values.encode(option.choices, forKey: .choices) }
  }

  private static let kinds = OptionValue.Kind.allCases.filter { $0 != .none }

  private static func bounds(_ values: KeyedDecodingContainer<CodingKeys>) throws -> ClosedRange<Double>? {
    let lower = try values.decodeIfPresent(Double.self, forKey: .min)
    let upper = try values.decodeIfPresent(Double.self, forKey: .max)
    guard lower != nil || upper != nil else { return nil }
    guard let lower, let upper, lower <= upper else {
      throw DecodingError.dataCorruptedError(forKey: .max, in: values, debugDescription: "'min' and 'max' are no range")
    }
    return lower...upper
  }

  private static func fallback(
    _ kind: OptionValue.Kind, _ values: KeyedDecodingContainer<CodingKeys>
  ) throws -> OptionValue? {
    guard values.contains(.fallback) else { return nil }
    switch kind {
    case .none: return OptionValue.none
    case .integer: return .integer(try values.decode(Int.self, forKey: .fallback))
    case .real: return .real(try values.decode(Double.self, forKey: .fallback))
    case .boolean: return .boolean(try values.decode(Bool.self, forKey: .fallback))
    case .text: return .text(try values.decode(String.self, forKey: .fallback))
    case .path: return .path(try values.decode(String.self, forKey: .fallback))
    case .list: return .list(try values.decode([String].self, forKey: .fallback))
    case .map:
      let entries = try values.decode([String: String].self, forKey: .fallback)
      return .map(entries.sorted { $0.key < $1.key }.map { OptionValue.Entry(key: $0.key, value: $0.value) })
    }
  }

  private func encodeFallback(to values: inout KeyedEncodingContainer<CodingKeys>) throws {
    switch option.fallback {
    case nil, .some(.none): break
    case .integer(let value): try values.encode(value, forKey: .fallback)
    case .real(let value): try values.encode(value, forKey: .fallback)
    case .boolean(let value): try values.encode(value, forKey: .fallback)
    case .text(let value), .path(let value): try values.encode(value, forKey: .fallback)
    case .list(let value): try values.encode(value, forKey: .fallback)
    case .map(let entries):
      let pairs = entries.map { ($0.key, $0.value) }
      try values.encode(Dictionary(pairs) { _, last in last }, forKey: .fallback)
    }
  }
}
