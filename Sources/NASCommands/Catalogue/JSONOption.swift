import NASPlugin

/// The value of an option as JSON has it: a number, a flag, a text, a list or an object.
struct JSONOption: Encodable {
  let value: OptionValue

  init(_ value: OptionValue) { self.value = value }

  func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    switch value {
    case .none: try box.encodeNil()
    case .integer(let number): try box.encode(number)
    case .real(let number): try box.encode(number.finite)
    case .boolean(let flag): try box.encode(flag)
    case .text(let text), .path(let text): try box.encode(text)
    case .list(let items): try box.encode(items)
    case .map(let entries): try box.encode(Dictionary(entries.map { ($0.key, $0.value) }) { first, _ in first })
    }
  }
}
