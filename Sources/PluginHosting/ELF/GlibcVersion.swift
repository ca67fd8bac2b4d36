/// A version of the C library, such as 2.34 or 2.2.5.
package struct GlibcVersion: Sendable, Comparable, CustomStringConvertible {
  private let numbers: [UInt32]

  /// Reads one to four numbers joined by points; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt32($0) }
    guard 1...4 ~= parts.count, !parts.contains(nil) else { return nil }
    numbers = parts.compactMap(\.self)
  }

  package var description: String { numbers.map(String.init).joined(separator: ".") }

  package static func < (first: GlibcVersion, second: GlibcVersion) -> Bool {
    first.numbers.lexicographicallyPrecedes(second.numbers)
  }
}
