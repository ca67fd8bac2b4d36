import NASPlugin

/// The figures of one data set: one row an architecture, one column a metric.
struct NASBench201Figures {
  /// By `NASBench201Cell.index`, then in the order of `NASBench201Table.metrics`.
  let rows: [[Double]]

  /// All cells in the order of their index.
  static let allCells: [NASBench201Cell] = (0..<NASBench201Cell.count).compactMap { index in
    let digits = String(index, radix: 5)
    return NASBench201Cell(key: String(repeating: "0", count: 6 - digits.count) + digits)
  }

  /// Takes the figures out of a pickled dictionary.
  ///
  /// Throws where an architecture or a metric is missing, or one is no number.
  init(_ pickle: PickleValue, title: String) throws {
    guard case .dictionary(let pairs) = pickle else { throw NASError(.invalid, "\(title) holds no dictionary") }
    var rows = [[Double]?](repeating: nil, count: NASBench201Cell.count)
    for (key, value) in pairs {
      guard let cell = NASBench201Cell(key: key) else {
        throw NASError(.invalid, "\(title): '\(key)' is no architecture")
      }
      guard rows[cell.index] == nil else { throw NASError(.invalid, "\(title): architecture \(key) occurs twice") }
      rows[cell.index] = try Self.row(value, "\(title): architecture \(key)")
    }
    if let missing = rows.firstIndex(where: { $0 == nil }) {
      throw NASError(.invalid, "\(title) lacks architecture \(Self.allCells[missing].key)")
    }
    self.rows = rows.compactMap { $0 }
  }

  private static func row(_ value: PickleValue, _ title: String) throws -> [Double] {
    guard case .dictionary(let metrics) = value else { throw NASError(.invalid, "\(title) holds no dictionary") }
    return try NASBench201Table.metrics.map { name in
      let found = metrics.filter { $0.key == name }
      guard found.count == 1, case .list(let seeds) = found[0].value, !seeds.isEmpty else {
        throw NASError(.invalid, "\(title) has no list '\(name)'")
      }
      return try mean(seeds, "\(title), \(name)")
    }
  }

  private static func mean(_ seeds: [PickleValue], _ title: String) throws -> Double {
    let sum = try seeds.reduce(0.0) { sum, seed in
      guard case .number(let number) = seed, number.isFinite else {
        throw NASError(.invalid, "\(title) has what is no finite number")
      }
      return sum + number
    }
    return sum / Double(seeds.count)
  }
}
