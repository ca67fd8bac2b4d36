/// How many images a split takes, as a study file says it.
package enum ImageAmount: Sendable, Equatable {
  /// That many.
  case count(Int)
  /// That share of the training images, 0...1.
  case fraction(Double)

  /// How many that is of a number of images; a share is rounded down.
  func number(of total: Int) -> Int {
    switch self {
    case .count(let number): number
    // 0.29 x 100 is 28.999... in binary; the user means 29.
    case .fraction(let share): Int(share * Double(total) + 1e-6)
    }
  }
}

extension Setting {
  /// A whole number of images, or a share of them: `0.5`, `50%`.
  ///
  /// A number with a point counts as a share up to 1.0; `1` is one image.
  func amount() throws -> ImageAmount {
    let text = try text()
    if text.hasSuffix("%"), let percent = Quantity.real(String(text.dropLast())) { return try share(percent / 100) }
    let isWhole = Quantity.integer(text) != nil
    if let value = Quantity.real(text), !isWhole || text.contains("."), value <= 1 { return try share(value) }
    guard isWhole else {
      throw wrong("'\(path)' must be a number of images or a share such as 0.5 or 50%, not \(said)")
    }
    return .count(try count())
  }

  private func share(_ value: Double) throws -> ImageAmount {
    guard value > 0, value <= 1 else {
      throw wrong("'\(path)' must be a share above 0 and up to 100%, not \(said)")
    }
    return .fraction(value)
  }
}
