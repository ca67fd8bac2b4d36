package import NASPlugin

/// One option of a planned component.
package struct PlannedOption: Sendable, Equatable, Codable {
  package var path: String
  package var value: OptionValue

  /// An option with its value.
  package init(path: String, value: OptionValue) { (self.path, self.value) = (path, value) }
}
