/// One thing that `nas doctor` looked at.
struct Finding: Encodable {
  /// How it is.
  enum State: String, Encodable {
    /// There, and right.
    case good
    /// Not there; some studies need it.
    case absent
    /// Wrong or missing where every study needs it.
    case broken
  }

  var name: String
  var state: State
  /// What was found, or what is missing.
  var what: String
  /// What to do; nil where nothing need be done.
  var remedy: String?

  /// Something that is there.
  static func good(_ name: String, _ what: String) -> Finding { Finding(name: name, state: .good, what: what) }

  /// For people: a mark, the name, what was found, and what to do below it.
  var line: String {
    let mark = state == .good ? "✓" : "✗"
    let first = "\(mark) \(name)" + String(repeating: " ", count: max(1, 16 - name.count)) + what + "\n"
    return first + (remedy.map { String(repeating: " ", count: 18) + "→ \($0)\n" } ?? "")
  }
}
