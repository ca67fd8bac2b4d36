/// A space whose architectures can be counted and numbered.
public protocol Enumerable: SearchSpace {
  /// How many architectures there are.
  var count: Int { get }
  /// The architecture with a number in `0..<count`.
  func architecture(at index: Int) throws -> Architecture
}
