/// Times as people say them.
enum Durations {
  /// `12 s`, `3 min 20 s`, `2 h 05 min`; under ten seconds with one decimal.
  static func text(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0 else { return "?" }
    if seconds < 10 { return "\((seconds * 10).rounded() / 10) s" }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3_600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3_600) h \(whole % 3_600 / 60) min"
  }
}

/// Numbers as people read them.
enum Numbers {
  /// At most `digits` significant digits.
  static func text(_ value: Double, digits: Int = 5) -> String {
    guard value.isFinite else { return "–" }
    if value == value.rounded(), abs(value) < 1e15 { return "\(Int(value))" }
    var scale = 1.0
    var magnitude = abs(value)
    var left = digits
    while magnitude >= 1, left > 1 { (magnitude, left) = (magnitude / 10, left - 1) }
    for _ in 0..<left { scale *= 10 }
    return "\((value * scale).rounded() / scale)"
  }
}
