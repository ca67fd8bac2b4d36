/// The forms that names in a manifest may have.
enum Words {
  /// Letters, digits, `.`, `-` and `_`, beginning with a letter or digit.
  static func isIdentifier(_ text: String) -> Bool {
    1...128 ~= text.utf8.count && isAlphanumeric(text.utf8.first)
      && text.utf8.allSatisfy { isAlphanumeric($0) || ".-_".utf8.contains($0) }
  }

  /// Lower-case letters, digits and `-`, as study files name components.
  static func isName(_ text: String) -> Bool {
    1...64 ~= text.utf8.count && isAlphanumeric(text.utf8.first)
      && text.utf8.allSatisfy { isLower($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
  }

  /// Three numbers, then nothing or `-` or `+` and more.
  static func isVersion(_ text: String) -> Bool {
    guard isIdentifier(String(text.map { $0 == "+" ? "-" : $0 })), text.utf8.count <= 64 else { return false }
    let core = text.prefix { $0 != "-" && $0 != "+" }.split(separator: ".", omittingEmptySubsequences: false)
    return core.count == 3 && core.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }
  }

  /// The name of a C function.
  static func isSymbol(_ text: String) -> Bool {
    guard 1...128 ~= text.utf8.count, let first = text.utf8.first, !isDigit(first) else { return false }
    return text.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "_") }
  }

  /// Names in snake_case, joined by points.
  static func isOptionPath(_ text: String) -> Bool {
    text.utf8.count <= 128
      && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { name in
        !name.isEmpty && name.utf8.allSatisfy { isLower($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
      }
  }

  /// A path that does not leave the folder that it is relative to.
  static func isInnerPath(_ text: String) -> Bool {
    guard 1...1_024 ~= text.utf8.count, !text.utf8.contains(0) else { return false }
    return text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
      !$0.isEmpty && $0 != "." && $0 != ".."
    }
  }

  /// At most 64 different interface ids, each a name in lower case and a revision.
  static func areInterfaces(_ ids: [String]) -> Bool {
    ids.count <= 64 && firstRepeated(ids) == nil
      && ids.allSatisfy { id in
        let parts = id.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 && isIdentifier(String(parts[0])) && !parts[1].isEmpty
          && parts[1].utf8.allSatisfy(isDigit)
      }
  }

  /// Short enough, and without control characters.
  static func isText(_ text: String, limit: Int) -> Bool {
    text.utf8.count <= limit && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }

  /// A digit or one of the letters a to f.
  static func isHexadecimal(_ byte: UInt8) -> Bool { isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")) ~= byte }

  /// The first text that stands in the list a second time.
  static func firstRepeated(_ texts: [String]) -> String? {
    var seen = Set<String>()
    return texts.first { !seen.insert($0).inserted }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= byte }

  private static func isLower(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")) ~= byte }

  private static func isAlphanumeric(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return isDigit(byte) || isLower(byte | 0x20)
  }
}
