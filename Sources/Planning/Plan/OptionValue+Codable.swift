package import NASPlugin

extension OptionValue: Codable {
  private enum Key: String, CodingKey { case integer, real, boolean, text, path, list, map, keys, none }

  package init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: Key.self)
    guard let key = box.allKeys.first(where: { $0 != .keys }) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: box.codingPath, debugDescription: "an option without a value"))
    }
    switch key {
    case .integer: self = .integer(try box.decode(Int.self, forKey: key))
    case .real: self = .real(try box.decode(Double.self, forKey: key))
    case .boolean: self = .boolean(try box.decode(Bool.self, forKey: key))
    case .text: self = .text(try box.decode(String.self, forKey: key))
    case .path: self = .path(try box.decode(String.self, forKey: key))
    case .list: self = .list(try box.decode([String].self, forKey: key))
    case .map, .keys:
      let pairs = zip(try box.decode([String].self, forKey: .keys), try box.decode([String].self, forKey: .map))
      self = .map(pairs.map { Entry(key: $0, value: $1) })
    case .none: self = .none
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    switch self {
    case .none: try box.encode(true, forKey: .none)
    case .integer(let value): try box.encode(value, forKey: .integer)
    case .real(let value): try box.encode(value, forKey: .real)
    case .boolean(let value): try box.encode(value, forKey: .boolean)
    case .text(let value): try box.encode(value, forKey: .text)
    case .path(let value): try box.encode(value, forKey: .path)
    case .list(let value): try box.encode(value, forKey: .list)
    case .map(let value):
      try box.encode(value.map(\.key), forKey: .keys)
      try box.encode(value.map(\.value), forKey: .map)
    }
  }
}
