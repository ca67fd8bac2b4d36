/// A space that describes architectures to predictors by numbers of its own.
public protocol Encoding: SearchSpace {
  /// How many numbers describe an architecture.
  var encodingWidth: Int { get }
  /// The numbers of an architecture, `encodingWidth` of them.
  func encode(_ architecture: Architecture) throws -> [Double]
}

extension SearchSpace {
  /// One number per option of each decision: 1 where it was taken, else 0; for a set of references, one per member.
  ///
  /// What predictors read where a space has no encoding of its own. Throws `.unimplemented` for open-ended spaces.
  public func oneHot(_ architecture: Architecture) throws -> [Double] {
    guard !decisions.isEmpty else {
      throw NASError(.unimplemented, "an open-ended space has no one-hot encoding", hint: "use a space with decisions")
    }
    try validate(architecture)
    return zip(decisions, architecture.tokens).flatMap { decision, token in
      decision.options.indices.map { option in
        let isTaken = decision.kind == .referenceSet ? token >> Int32(option) & 1 == 1 : Int(token) == option
        return isTaken ? 1 : 0
      }
    }
  }
}
