import NASPlugin
import Yams

/// A value of a study file that knows its path and its line, so that every complaint can say where.
package struct Setting {
  let node: Node
  /// The dotted path of keys, empty for the whole file.
  let path: String
  /// The file's name, as the user wrote it.
  let file: String

  /// File and line as messages begin: `study.yaml:12: ` and so on.
  var place: String { node.mark.map { "\(file):\($0.line): " } ?? "\(file): " }

  /// An error at this place.
  func wrong(_ what: String, hint: String? = nil) -> NASError { NASError(.invalid, place + what, hint: hint) }

  private var name: String { path.isEmpty ? "the file" : "'\(path)'" }

  func child(_ key: String, _ node: Node) -> Setting {
    Setting(node: node, path: path.isEmpty ? key : "\(path).\(key)", file: file)
  }

  /// The entries of a mapping, in the order of the file.
  func entries() throws -> [(key: String, value: Setting)] {
    guard case .mapping(let mapping) = node else {
      throw wrong("\(name) must be a mapping of keys to values, not \(said)")
    }
    return try mapping.map { key, value in
      guard let key = key.scalar?.string else { throw wrong("\(name) has a key that is not a word") }
      return (key, child(key, value))
    }
  }

  /// The entries of a mapping by key; a key that is not known is refused with the nearest known one.
  func keyed(_ known: [String]) throws -> [String: Setting] {
    try entries().reduce(into: [:]) { result, entry in
      guard known.contains(entry.key) else { throw entry.value.unknown(entry.key, known: known) }
      result[entry.key] = entry.value
    }
  }

  /// The error for a key that nobody reads.
  func unknown(_ key: String, known: [String]) -> NASError {
    let nearest = Spelling.nearest(to: key, among: known).map { "did you mean '\($0)'?" }
    return wrong("unknown key '\(path)'", hint: nearest ?? "known keys here: \(known.sorted().joined(separator: ", "))")
  }

  /// Whether keys stand there.
  var isMapping: Bool {
    if case .mapping = node { true } else { false }
  }

  /// What stands there, for messages.
  var said: String {
    switch node {
    case .scalar(let scalar): "'\(scalar.string)'"
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }
}

extension Setting {
  /// A text.
  func text() throws -> String {
    guard let text = node.scalar?.string else { throw wrong("\(name) must be a text, not \(said)") }
    return text
  }

  /// A whole number, `1_000` and `150M` included.
  func integer() throws -> Int {
    guard case .scalar(let scalar) = node, scalar.style == .any || scalar.style == .plain,
      let value = Quantity.integer(scalar.string)
    else { throw wrong("\(name) must be a whole number, not \(said)") }
    return value
  }

  /// A number.
  func real() throws -> Double {
    guard case .scalar(let scalar) = node, scalar.style == .any || scalar.style == .plain,
      let value = Quantity.real(scalar.string)
    else { throw wrong("\(name) must be a number, not \(said)") }
    return value
  }

  /// `true` or `false`.
  func flag() throws -> Bool {
    guard case .scalar(let scalar) = node, let value = ["true": true, "false": false][scalar.string] else {
      throw wrong("\(name) must be true or false, not \(said)")
    }
    return value
  }

  /// A time: seconds, or `90s`, `10m`, `2h`.
  func duration() throws -> Double {
    guard let value = Quantity.seconds(try text()), value > 0 else {
      throw wrong("\(name) must be a time such as 90s, 10m or 2h, not \(said)")
    }
    return value
  }

  /// One of a list of words.
  func word<T: RawRepresentable & CaseIterable>(_ type: T.Type) throws -> T where T.RawValue == String {
    let text = try text()
    if let value = T(rawValue: text) { return value }
    let known = T.allCases.map(\.rawValue)
    let nearest = Spelling.nearest(to: text, among: known).map { "did you mean '\($0)'?" }
    throw wrong("\(name) cannot be '\(text)'", hint: nearest ?? "one of \(known.joined(separator: ", "))")
  }

  /// The items of a list; a single text is a list of one.
  func items() throws -> [Setting] {
    guard case .sequence(let sequence) = node else { return [self] }
    return sequence.enumerated().map { Setting(node: $1, path: "\(path)[\($0)]", file: file) }
  }

  /// A positive whole number.
  func count() throws -> Int {
    let value = try integer()
    guard value > 0 else { throw wrong("\(name) must be at least 1, not \(value)") }
    return value
  }
}
