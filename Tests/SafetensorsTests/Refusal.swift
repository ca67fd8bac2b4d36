import NASPlugin
import Testing

/// Expects that the body is refused with an error of a kind whose sentence and hint hold all of the words.
func expectRefusal(
  _ words: String..., code: NASError.Code = .invalid, location: SourceLocation = #_sourceLocation,
  _ body: () throws -> Void
) {
  let error = #expect(throws: NASError.self, sourceLocation: location) { try body() }
  guard let error else { return }
  #expect(error.code == code, "\(error)", sourceLocation: location)
  for word in words { #expect(error.description.contains(word), "\(error)", sourceLocation: location) }
}
