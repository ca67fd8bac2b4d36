extension Array {
  /// One element a row.
  ///
  /// One row, as in a search that asks one by one, is made as a literal: that is one allocation, where `map` grows into it.
  @inline(__always)
  init(rows count: Int, _ element: (Int) throws -> Element) rethrows {
    self = count == 1 ? [try element(0)] : try (0..<count).map(element)
  }
}
