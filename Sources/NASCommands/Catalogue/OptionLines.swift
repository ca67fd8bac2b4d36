import NASPlugin
import Planning

/// The options of a component as commented lines of a study file.
struct OptionLines {
  let component: ComponentEntry
  /// The name of the study's space.
  let space: String

  init(_ component: ComponentEntry, space: String) { (self.component, self.space) = (component, space) }

  /// Each option with its sentence above it; what stands under one key (`recipe.epochs`) stands together.
  func lines(_ options: [OptionDescription], prefix: String, indent: String) -> [String] {
    var done: Set<String> = []
    return options.flatMap { option -> [String] in
      let rest = option.path.dropFirst(prefix.count)
      guard let key = rest.split(separator: ".").first.map(String.init), done.insert(key).inserted else { return [] }
      if key.count == rest.count { return single(option, key: key, indent: indent) }
      let inner = options.filter { $0.path.hasPrefix(prefix + key + ".") }
      return ["\(indent)\(key):"] + lines(inner, prefix: prefix + key + ".", indent: indent + "  ")
    }
  }

  private func single(_ option: OptionDescription, key: String, indent: String) -> [String] {
    let value = option.fallback ?? ExampleValue.of(option, component: component.name, space: space)
    var facts = [option.fallback == nil ? "required, this is an example" : "", OptionText.range(option)]
    facts.removeAll(where: \.isEmpty)
    let note = facts.isEmpty ? "" : " (\(facts.joined(separator: "; ")))"
    let words = "\(option.summary)\(note)".split(separator: " ").map(String.init)
    return Self.wrapped(words, indent: indent) + ["\(indent)\(key): \(OptionText.value(value))"]
  }

  /// Comment lines of at most about 110 characters.
  private static func wrapped(_ words: [String], indent: String) -> [String] {
    words.reduce(into: [indent + "#"]) { lines, word in
      let last = lines.count - 1
      if lines[last].count + word.count < 110 { lines[last] += " " + word } else { lines.append("\(indent)# \(word)") }
    }
  }
}
