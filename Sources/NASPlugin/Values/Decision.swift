/// One choice of a fixed-length space, and its values.
public struct Decision: Sendable, Hashable {
  /// What a decision picks.
  public enum Kind: UInt32, Sendable, CaseIterable {
    /// One of its options.
    case categorical
    /// One earlier state.
    case reference
    /// Any set of earlier states, as skip connections do.
    case referenceSet
  }

  /// A name that is unique in its space, such as `edge 0→1`.
  public var name: String
  /// The labels of the values; a token is an index into them.
  public var options: [String]
  /// Whether the options are labels or earlier states.
  public var kind: Kind
  /// The block or layer it belongs to.
  public var group: String
  /// Decisions with one vocabulary share an embedding in controllers and predictors.
  public var vocabulary: String

  /// A decision between options.
  public init(_ name: String, options: [String], kind: Kind = .categorical, group: String = "", vocabulary: String = "")
  {
    (self.name, self.options, self.kind, self.group, self.vocabulary) = (name, options, kind, group, vocabulary)
  }
}
