import NASPlugin

/// A component's traits as words.
struct TraitWords: Codable {
  var traits: ComponentDescriptor.Traits

  private static let words: [(word: String, trait: ComponentDescriptor.Traits)] = [
    ("thread-safe", .threadSafe), ("pure", .pure), ("in-process", .inProcess),
  ]

  /// All traits that this host knows.
  static let known = words.reduce(into: ComponentDescriptor.Traits()) { $0.formUnion($1.trait) }

  init(traits: ComponentDescriptor.Traits) { self.traits = traits }

  /// Reads the words; one that this version does not know promises nothing and is skipped.
  init(from decoder: any Decoder) throws {
    let found = try decoder.singleValueContainer().decode([String].self)
    traits = Self.words.reduce(into: []) { if found.contains($1.word) { $0.formUnion($1.trait) } }
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.singleValueContainer()
    try values.encode(Self.words.filter { traits.contains($0.trait) }.map(\.word))
  }
}
