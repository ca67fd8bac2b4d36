/// Numbers as people write them: `1_000`, `150M`, `90s`.
package enum Quantity {
  private static let multiples: [Character: Double] = ["k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9, "B": 1e9]
  private static let times: [Character: Double] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]

  /// A finite number, with `_` between digits and a multiple (k, M, G) at the end allowed.
  package static func real(_ text: String) -> Double? { scaled(text, by: multiples) }

  /// A whole number in the range of `Int`.
  package static func integer(_ text: String) -> Int? {
    if let exact = Int(text.filter { $0 != "_" }) { return exact }
    guard let value = real(text), value == value.rounded(), abs(value) < 0x1p53 else { return nil }
    return Int(value)
  }

  /// A time in seconds.
  package static func seconds(_ text: String) -> Double? { scaled(text, by: times) }

  private static func scaled(_ text: String, by factors: [Character: Double]) -> Double? {
    let digits = text.filter { $0 != "_" }
    if let last = digits.last, let factor = factors[last], let value = number(digits.dropLast()) {
      return value * factor
    }
    return number(digits[...])
  }

  /// `Double` reads hexadecimal, `nan` and `inf` too: a study file means none of them.
  private static func number(_ text: Substring) -> Double? {
    guard !text.isEmpty, text.allSatisfy({ "0123456789+-.eE".contains($0) }), let value = Double(text), value.isFinite
    else {
      return nil
    }
    return value
  }
}
