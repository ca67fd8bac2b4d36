import NASPlugin

/// An architecture of the literature in a space's own text.
struct PublishedText {
  var name: String
  var text: String
  var settings: [String]
  var source: String

  /// The entry for a space; nil where the space is set so that the text is none of its architectures, as with fewer
  /// blocks.
  func entry(in space: some SearchSpace) -> PublishedArchitecture? {
    guard let architecture = try? space.parse(text) else { return nil }
    return PublishedArchitecture(name, architecture, settings: settings, source: source)
  }
}
