/// A space that can make an architecture out of tokens that are each within their options but together break a rule.
public protocol Repairing: SearchSpace {
  /// The architecture, changed where a rule demands it; what is free is drawn.
  func repair(_ architecture: Architecture, _ random: inout RandomStream) throws -> Architecture
}
