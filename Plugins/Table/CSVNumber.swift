/// Reads decimal numbers strictly: sign, digits, point, exponent, and nothing else.
enum CSVNumber {
  private static let powers: [Double] = (0...22).reduce(into: []) { powers, _ in
    powers.append((powers.last ?? 0.1) * 10)
  }

  /// The finite number that all the bytes spell, correctly rounded; nil where they spell none.
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    guard let decimal = Decimal(bytes) else { return nil }
    // Both factors are exact, so one rounding gives the nearest double (Clinger 1990); the library does the rest.
    if decimal.digits <= 1 << 53, !decimal.isTooLong, abs(decimal.exponent) <= 22 {
      let power = powers[abs(decimal.exponent)]
      let magnitude = decimal.exponent < 0 ? Double(decimal.digits) / power : Double(decimal.digits) * power
      return decimal.isNegative ? -magnitude : magnitude
    }
    return Double(String(decoding: bytes, as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil }
  }

  /// Digits times a power of ten.
  private struct Decimal {
    var isNegative = false
    var digits: UInt64 = 0
    var exponent = 0
    /// More digits than 64 bits hold.
    var isTooLong = false

    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
      var position = 0
      if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
        (isNegative, position) = (sign == UInt8(ascii: "-"), 1)
      }
      var count = take(bytes, &position)
      if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
        position += 1
        let decimals = take(bytes, &position)
        (count, exponent) = (count + decimals, -decimals)
      }
      guard count > 0, takeExponent(bytes, &position), position == bytes.count else { return nil }
    }

    /// Reads digits and says how many.
    private mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Int {
      let start = position
      while position < bytes.count, bytes[position] &- 48 < 10 {
        if digits < 1_000_000_000_000_000_000 {
          digits = digits * 10 + UInt64(bytes[position] - 48)
        } else {
          isTooLong = true
        }
        position += 1
      }
      return position - start
    }

    private mutating func takeExponent(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Bool {
      guard position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") else { return true }
      position += 1
      var sign = 1
      if position < bytes.count, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") {
        sign = bytes[position] == UInt8(ascii: "-") ? -1 : 1
        position += 1
      }
      let start = position
      var power = 0
      while position < bytes.count, bytes[position] &- 48 < 10 {
        power = min(power * 10 + Int(bytes[position] - 48), 100_000)
        position += 1
      }
      exponent += sign * power
      return position > start
    }
  }
}
