/// The settings of a component: a struct whose properties are `Option`s or further configurations.
///
/// It is the only place where names, types, ranges and defaults stand: the host reads them to check study files,
/// to explain the component and to write an example.
public protocol ComponentConfiguration: Sendable {
  /// All options at their defaults.
  init()
  /// Refuses combinations that single ranges cannot express, with a sentence.
  func validate() throws
}

extension ComponentConfiguration {
  /// Allows every combination of values that are each within their range.
  public func validate() throws {}

  /// The options in the order of their declaration.
  public static var options: [OptionDescription] { Self().described(prefix: "") }

  /// A configuration read from values by path; paths without a value keep their default.
  public init(reading value: (_ path: String) throws -> OptionValue?) throws {
    self.init()
    try fill(prefix: "", value)
    try validate()
  }

  /// Every path with its value, in the order of declaration.
  public var values: [(path: String, value: OptionValue)] { listed(prefix: "") }

  func described(prefix: String) -> [OptionDescription] {
    visit(prefix) {
      [$1.description(path: $0)]
    } nested: {
      $1.described(prefix: $0)
    }
  }

  func listed(prefix: String) -> [(path: String, value: OptionValue)] {
    visit(prefix) {
      [($0, $1.current)]
    } nested: {
      $1.listed(prefix: $0)
    }
  }

  func fill(prefix: String, _ value: (String) throws -> OptionValue?) throws {
    _ = try visit(prefix) { path, option -> [Never] in
      if let found = try value(path) { try option.set(found, path: path) }
      return []
    } nested: { path, inner -> [Never] in
      try inner.fill(prefix: path, value)
      try inner.validate()
      return []
    }
  }

  private func visit<T>(
    _ prefix: String, option: (String, any AnyOption) throws -> [T],
    nested: (String, any ComponentConfiguration) throws -> [T]
  ) rethrows -> [T] {
    try Mirror(reflecting: self).children.flatMap { child -> [T] in
      let path = prefix + snakeCase(child.label ?? "")
      if let found = child.value as? any AnyOption { return try option(path, found) }
      if let inner = child.value as? any ComponentConfiguration { return try nested(path + ".", inner) }
      return []
    }
  }
}

/// `learningRate` as it is written in study files: `learning_rate`.
func snakeCase(_ name: String) -> String {
  name.reduce(into: "") { result, character in
    if character.isUppercase { result += "_" }
    result += character.lowercased()
  }
}
