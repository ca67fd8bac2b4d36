/// Figures as aligned columns, numbers to the right.
struct FigureTable {
  private let rows: [[String]]

  init(_ figures: [Figure]) {
    rows =
      [["name", "value", "unit", "ratio", "against"]]
      + figures.map { figure in
        [
          figure.name, Self.number(figure.value), figure.unit, figure.ratio.map { Self.number($0) + "×" } ?? "-",
          figure.against ?? "-",
        ]
      }
  }

  /// The table, a line each row.
  var text: String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.indices.map { column in
        let blank = String(repeating: " ", count: widths[column] - row[column].count)
        return column == 1 || column == 3 ? blank + row[column] : row[column] + blank
      }
      return trimmed(cells.joined(separator: "  "))
    }.joined(separator: "\n")
  }

  private func trimmed(_ line: String) -> String { String(line.reversed().drop { $0 == " " }.reversed()) }

  /// Three digits at least, and thousands apart.
  private static func number(_ value: Double) -> String {
    let magnitude = value.magnitude
    let decimals = magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : magnitude >= 1 ? 2 : 4
    guard decimals == 0 else { return rounded(value, decimals) }
    var digits = Array(String(Int(magnitude.rounded())))
    for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
    return (value < 0 ? "-" : "") + String(digits)
  }

  private static func rounded(_ value: Double, _ decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let (whole, rest) = Int((value.magnitude * scale).rounded()).quotientAndRemainder(dividingBy: Int(scale))
    let fraction = String(rest)
    return (value < 0 ? "-" : "") + "\(whole)." + String(repeating: "0", count: decimals - fraction.count) + fraction
  }
}
