import NASPlugin

extension ConvChain {
  /// Layer by layer height×width, strides where they are searched, filters, and what it reads: `3x5:36|7x1:48<1|3x3:64<1,2`.
  func text(_ architecture: Architecture) throws -> String {
    try chain(architecture).map { layer in
      let strides = strides ? "/\(layer.strideHeight)x\(layer.strideWidth)" : ""
      let anchors = skips && layer.anchors != 0 ? "<" + layer.sources.map { "\($0 + 1)" }.joined(separator: ",") : ""
      return "\(layer.filterHeight)x\(layer.filterWidth)\(strides):\(layer.filters)\(anchors)"
    }.joined(separator: "|")
  }

  func parse(_ text: String) throws -> Architecture {
    var reader = ChainReader(text, form: form)
    var chain: [ChainLayer] = []
    for number in 0..<layers {
      if number > 0 { try reader.expect("|") }
      chain.append(try layer(number, &reader))
    }
    try reader.end()
    return Architecture(genes.compactMap { chain[$0.layer].token($0) })
  }

  private var form: String {
    let layer = strides ? "3x5/1x2:36" : "3x5:36"
    return "\(layer)|\(layer)\(skips ? "<1" : ""), for \(layers) layers"
  }

  private func layer(_ number: Int, _ reader: inout ChainReader) throws -> ChainLayer {
    var layer = ChainLayer()
    layer.filterHeight = try reader.number(of: [1, 3, 5, 7], "a filter height")
    try reader.expect("x")
    layer.filterWidth = try reader.number(of: [1, 3, 5, 7], "a filter width")
    if strides {
      try reader.expect("/")
      layer.strideHeight = try reader.number(of: [1, 2, 3], "a stride height")
      try reader.expect("x")
      layer.strideWidth = try reader.number(of: [1, 2, 3], "a stride width")
    }
    try reader.expect(":")
    layer.filters = try reader.number(of: [24, 36, 48, 64], "a number of filters")
    guard skips, reader.take("<") else { return layer }
    var next = 1
    repeat {
      let source = try reader.number(of: Array(next..<max(next, number + 1)), "an earlier layer, in order,")
      layer.anchors |= 1 << UInt64(source - 1)
      next = source + 1
    } while reader.take(",")
    return layer
  }
}

/// Reads a chain from left to right and says where it stops making sense.
private struct ChainReader {
  let text: String
  let form: String
  var rest: Substring

  init(_ text: String, form: String) { (self.text, self.form, rest) = (text, form, text[...]) }

  private func error(_ what: String, hint: String) -> NASError {
    let position = text.distance(from: text.startIndex, to: rest.startIndex) + 1
    return NASError(.invalid, "at character \(position) of '\(text)', \(what)", hint: hint)
  }

  mutating func take(_ mark: Character) -> Bool {
    guard rest.first == mark else { return false }
    rest.removeFirst()
    return true
  }

  mutating func expect(_ mark: Character) throws {
    guard !take(mark) else { return }
    let found = rest.first.map { "'\($0)' stands" } ?? "the text ends"
    throw error("\(found) where '\(mark)' is expected", hint: "the form is \(form)")
  }

  mutating func number(of allowed: [Int], _ what: String) throws -> Int {
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard let value = Int(digits), allowed.contains(value), "\(value)" == digits else {
      let found = digits.isEmpty ? rest.first.map { "'\($0)' stands" } ?? "the text ends" : "'\(digits)' stands"
      let known = allowed.map { "\($0)" }.joined(separator: ", ")
      throw error(
        "\(found) where \(what) is expected", hint: allowed.isEmpty ? "there is none" : "it is one of \(known)")
    }
    rest = rest[digits.endIndex...]
    return value
  }

  func end() throws {
    guard rest.isEmpty else { throw error("the architecture is complete, but '\(rest)' follows", hint: "remove it") }
  }
}
