/// A space in which two architectures can be recombined.
public protocol Crossing: SearchSpace {
  /// A child that takes each part from one of its parents.
  func cross(_ first: Architecture, _ second: Architecture, _ random: inout RandomStream) throws -> Architecture
}

extension Crossing {
  /// Uniform crossover: each token from either parent with probability 1/2; for fixed-length spaces.
  public func cross(
    _ first: Architecture, _ second: Architecture, _ random: inout RandomStream
  ) throws -> Architecture {
    Architecture(zip(first.tokens, second.tokens).map { random.next() >> 63 == 0 ? $0 : $1 })
  }
}
