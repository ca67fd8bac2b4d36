/// What is known of an option without making the component: enough to check a study file and to explain it.
public struct OptionDescription: Sendable, Equatable {
  /// The key in the study file, dotted where it is nested (`recipe.epochs`).
  public var path: String
  /// The sentence that explains it, as `nas describe` shows it.
  public var summary: String
  /// The type that values must have; a whole number is taken where a real one is wanted.
  public var kind: OptionValue.Kind
  /// The default; nil where the study file must give a value.
  public var fallback: OptionValue?
  /// The least and greatest number allowed.
  public var bounds: ClosedRange<Double>?
  /// The texts allowed; none means any.
  public var choices: [String]

  /// A description of an option of some type.
  public init(path: String, summary: String, kind: OptionValue.Kind, fallback: OptionValue?) {
    (self.path, self.summary, self.kind, self.fallback) = (path, summary, kind, fallback)
    (bounds, choices) = (nil, [])
  }
}

/// What all options can do, whatever their type.
protocol AnyOption {
  func description(path: String) -> OptionDescription
  func set(_ value: OptionValue, path: String) throws
  var current: OptionValue { get }
}

extension Option: AnyOption {
  func description(path: String) -> OptionDescription {
    let fallback = isRequired ? nil : value.optionValue
    var description = OptionDescription(path: path, summary: summary, kind: Value.optionKind, fallback: fallback)
    description.bounds = bounds
    description.choices = Value.choices
    return description
  }

  func set(_ value: OptionValue, path: String) throws {
    guard let typed = Value(option: value) else {
      throw NASError(.invalid, "option '\(path)' is of type \(value.kind), not \(Value.optionKind)")
    }
    storage.value = typed
  }

  var current: OptionValue { value.optionValue }
}
