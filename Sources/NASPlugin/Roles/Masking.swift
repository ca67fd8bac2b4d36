/// A space in which what was chosen before limits what may be chosen next.
public protocol Masking: SearchSpace {
  /// Which options of the next decision are valid after the tokens of a prefix; at least one is.
  ///
  /// For a set of references: which members may be in it.
  func mask(after prefix: ArraySlice<Int32>) throws -> [Bool]
}
