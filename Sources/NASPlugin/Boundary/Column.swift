import CNASPlugin

extension nas_column {
  /// A column that holds its default everywhere.
  static var absent: nas_column { nas_column(data: nil, stride: 0) }

  /// The value of a row, or the default of an absent column.
  func value<T: BitwiseCopyable>(_ row: Int, default fallback: T) -> T {
    data.map { $0.loadUnaligned(fromByteOffset: row * Int(stride), as: T.self) } ?? fallback
  }

  /// The `count` doubles of a row; not a number throughout where the column is absent.
  func doubles(_ row: Int, count: Int) -> [Double] {
    guard let data else { return Array(repeating: .nan, count: count) }
    return Array(rows: count) { data.loadUnaligned(fromByteOffset: row * Int(stride) + 8 * $0, as: Double.self) }
  }
}
