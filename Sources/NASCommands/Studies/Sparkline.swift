/// A curve in one line of text.
enum Sparkline {
  private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// The last value of each of `width` equal parts, the least as the lowest bar and the greatest as the highest.
  static func text(_ values: [Double], width: Int) -> String {
    guard let least = values.min(), let greatest = values.max(), width > 0 else { return "" }
    let columns = min(width, values.count)
    return String(
      (0..<columns).map { column in
        let value = values[(column + 1) * values.count / columns - 1]
        guard greatest > least else { return bars[3] }
        return bars[Int((value - least) / (greatest - least) * Double(bars.count - 1) + 0.5)]
      })
  }
}
