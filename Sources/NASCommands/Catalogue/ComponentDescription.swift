import NASPlugin
import Planning

/// A component as `nas describe` prints it.
struct ComponentDescription {
  let entry: ComponentEntry

  init(_ entry: ComponentEntry) { self.entry = entry }

  /// For people: facts, then a table of options.
  var text: String {
    var lines = ["\(entry.name)  (\(entry.role))", "  \(entry.summary)", ""]
    for (name, fact) in facts where !fact.isEmpty {
      lines.append("  \(name)" + String(repeating: " ", count: 12 - name.count) + fact)
    }
    lines += ["", entry.options.isEmpty ? "  no options" : options]
    return lines.joined(separator: "\n") + (entry.options.isEmpty ? "\n" : "")
  }

  private var facts: [(String, String)] {
    [
      ("paper", entry.paper),
      ("plugin", "\(entry.plugin.id) \(entry.plugin.version)\(entry.plugin.isOwn ? "" : " (unsigned)")"),
      ("file", entry.plugin.path),
      ("abilities", entry.abilities.map(InterfaceWords.spoken).joined(separator: ", ")),
      (
        "needs",
        entry.needs.isEmpty ? "" : "a space that is " + entry.needs.map(InterfaceWords.spoken).joined(separator: ", ")
      ),
      ("window", entry.role == .strategy ? "\(entry.window) trials in flight, unless the study file says" : ""),
      ("traits", traits.joined(separator: ", ")),
      ("in a study", "\(entry.role): { use: \(entry.name)\(exampleOption) }"),
    ]
  }

  private var options: String {
    var table = TextTable(["  option", "type", "default", "range", "meaning"])
    for option in entry.options {
      let fallback = option.fallback.map(OptionText.value) ?? "(required)"
      table.add(["  " + option.path, OptionText.type(option), fallback, OptionText.range(option), option.summary])
    }
    return table.text
  }

  /// A first option at its default, to show where options stand.
  private var exampleOption: String {
    guard let first = entry.options.first(where: { !$0.path.contains(".") }), let value = first.fallback else {
      return ""
    }
    return ", \(first.path): \(OptionText.value(value))"
  }

  private var traits: [String] {
    let words: [(ComponentDescriptor.Traits, String)] = [
      (.threadSafe, "thread-safe"), (.pure, "pure (same input, same output)"), (.inProcess, "fit to run in-process"),
    ]
    return words.filter { entry.traits.contains($0.0) }.map(\.1)
  }
}

extension ComponentDescription: Encodable {
  private enum Key: String, CodingKey {
    case name, role, summary, paper, abilities, needs, window, traits, options, plugin
  }

  private struct Option: Encodable {
    var key: String
    var type: String
    var `default`: JSONOption?
    var required: Bool
    var min: Double?
    var max: Double?
    var choices: [String]?
    var summary: String
  }

  func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    try box.encode(entry.name, forKey: .name)
    try box.encode(entry.role.rawValue, forKey: .role)
    try box.encode(entry.summary, forKey: .summary)
    try box.encode(entry.paper, forKey: .paper)
    try box.encode(entry.abilities, forKey: .abilities)
    try box.encode(entry.needs, forKey: .needs)
    if entry.role == .strategy { try box.encode(entry.window, forKey: .window) }
    try box.encode(traits, forKey: .traits)
    try box.encode(entry.options.map(option), forKey: .options)
    try box.encode(ComponentListing.Plugin(entry.plugin), forKey: .plugin)
  }

  private func option(_ option: OptionDescription) -> Option {
    Option(
      key: option.path, type: "\(option.kind)", default: option.fallback.map(JSONOption.init),
      required: option.fallback == nil, min: option.bounds?.lowerBound.finite, max: option.bounds?.upperBound.finite,
      choices: option.choices.isEmpty ? nil : option.choices, summary: option.summary)
  }
}
