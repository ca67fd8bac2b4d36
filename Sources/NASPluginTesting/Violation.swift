/// A promise of a role that a component does not keep.
public struct Violation: Sendable, Hashable, CustomStringConvertible {
  /// The promise, in one word or two.
  public var name: String
  /// What was seen instead.
  public var sentence: String

  /// A broken promise.
  public init(_ name: String, _ sentence: String) { (self.name, self.sentence) = (name, sentence) }

  /// `name: sentence`.
  public var description: String { "\(name): \(sentence)" }
}
