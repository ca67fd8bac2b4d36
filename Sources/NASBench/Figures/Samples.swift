/// Repeated measurements of one thing.
struct Samples {
  private var values: [Double] = []

  /// Takes one more.
  mutating func add(_ value: Double) { values.append(value) }

  /// The middle one, or nil where there is none.
  ///
  /// A neighbour on the machine spoils some runs, seldom half of them.
  var median: Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}
