/// How many images a split takes.
package enum SplitSize: Sendable, Equatable {
  /// That many.
  case count(Int)
  /// That share of all, rounded down; 0...1.
  case fraction(Double)
}
