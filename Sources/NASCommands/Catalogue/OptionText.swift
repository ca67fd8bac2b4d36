package import NASPlugin

/// How options are written for people: values as a study file takes them, ranges, types.
package enum OptionText {
  /// A value in YAML, on one line.
  package static func value(_ value: OptionValue) -> String {
    switch value {
    case .none: "null"
    case .integer(let number): "\(number)"
    case .real(let number): real(number)
    case .boolean(let flag): "\(flag)"
    case .text(let text), .path(let text): quoted(text)
    case .list(let items): "[" + items.map(quoted).joined(separator: ", ") + "]"
    case .map(let entries):
      entries.isEmpty
        ? "{}" : "{ " + entries.map { "\(quoted($0.key)): \(quoted($0.value))" }.joined(separator: ", ") + " }"
    }
  }

  /// What may stand there: `1 to 10,000`, or the words; empty where anything may.
  package static func range(_ option: OptionDescription) -> String {
    if !option.choices.isEmpty { return option.choices.joined(separator: " | ") }
    guard let bounds = option.bounds else { return "" }
    let number: (Double) -> String = { $0 == $0.rounded() && abs($0) < 1e15 ? grouped(Int($0)) : "\($0)" }
    return "\(number(bounds.lowerBound)) to \(number(bounds.upperBound))"
  }

  /// The type in a word.
  package static func type(_ option: OptionDescription) -> String { option.choices.isEmpty ? "\(option.kind)" : "word" }

  /// A number without a needless `.0`.
  package static func real(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
  }

  /// A whole number with its digits in groups: `1,073,466`.
  package static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    let parts = digits.enumerated().map { place, digit in
      (place > 0 && (digits.count - place) % 3 == 0 ? "," : "") + String(digit)
    }
    return (number < 0 ? "-" : "") + parts.joined()
  }

  /// A text as YAML reads it back: plain where that is safe, else in double quotes.
  package static func quoted(_ text: String) -> String {
    let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    let isPlain = text.allSatisfy { (letters + "0123456789_-./").contains($0) }
    // These YAML reads as other types than texts.
    let isReserved = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
    if isPlain, !isReserved, let first = text.first, letters.contains(first) { return text }
    let escaped = text.map { ["\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\t": "\\t"][$0] ?? String($0) }
    return "\"" + escaped.joined() + "\""
  }
}
