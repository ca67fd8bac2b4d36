/// A space whose architectures can be counted and numbered.
public protocol Enumerable: SearchSpace {
  /// How many architectures there are.
  var count: Int { get }
  /// The architecture with a number in `0..<count`.
  func architecture(at index: Int) throws -> Architecture
}

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
