/// Writes the elements of a picture.
struct SVGText {
  private(set) var elements: [String] = []

  /// The whole document on a white ground, with an arrow head for each colour used.
  func document(width: Double, height: Double, arrows: [Tint]) -> String {
    let (w, h) = (Self.number(width), Self.number(height))
    let heads = Set(arrows.map(\.stroke)).sorted().map(Self.head).joined()
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" width="\(w)" height="\(h)" viewBox="0 0 \(w) \(h)" \
      font-family="Helvetica, Arial, sans-serif">
      <defs>\(heads)</defs>
      <rect width="\(w)" height="\(h)" fill="#ffffff"/>
      \(elements.joined(separator: "\n"))
      </svg>

      """
  }

  /// An arrow along a path.
  mutating func arrow(_ path: String, _ tint: Tint) {
    let broken = tint.isBroken ? " stroke-dasharray=\"5 5\"" : ""
    elements.append(
      "<path d=\"\(path)\" fill=\"none\" stroke=\"\(tint.stroke)\" stroke-width=\"2\"\(broken) "
        + "marker-end=\"url(#\(Self.headName(tint.stroke)))\"/>")
  }

  /// A circle or a box with round corners around a point, with lines of text in it.
  mutating func shape(x: Double, y: Double, width: Double, height: Double, radius: Double, _ node: Drawing.Node) {
    rectangle(x: x, y: y, width: width, height: height, radius: radius, node.tint, line: 2)
    let first = y - Double(node.lines.count - 1) * 8
    for (index, line) in node.lines.enumerated() {
      text(
        line, x: x, y: first + Double(index) * 16, size: index == 0 ? 14 : 12, color: node.tint.text, isBold: index == 0
      )
    }
  }

  /// A word on an edge, on a ground of its own so that lines do not run through it.
  mutating func label(_ label: String, x: Double, y: Double, _ tint: Tint) {
    guard !label.isEmpty else { return }
    rectangle(x: x, y: y, width: Self.width(of: label, size: 13) + 18, height: 24, radius: 12, tint, line: 1)
    text(label, x: x, y: y, size: 13, color: tint.text, isBold: false)
  }

  /// A line of text around a point.
  mutating func text(_ text: String, x: Double, y: Double, size: Int, color: String, isBold: Bool) {
    let weight = isBold ? " font-weight=\"bold\"" : ""
    elements.append(
      "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" dy=\"0.35em\" text-anchor=\"middle\" font-size=\"\(size)\""
        + "\(weight) fill=\"\(color)\">\(Self.escaped(text))</text>")
  }

  /// About how wide a text is, in pixels.
  static func width(of text: String, size: Double) -> Double { Double(text.count) * size * 0.58 }

  /// A coordinate with at most one decimal.
  static func number(_ value: Double) -> String {
    let rounded = (value * 10).rounded() / 10
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }

  static func escaped(_ text: String) -> String {
    text.map { ["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;"][$0] ?? String($0) }.joined()
  }

  private mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, radius: Double, _ tint: Tint, line: Int
  ) {
    let corner = [x - width / 2, y - height / 2, width, height, radius].map(Self.number)
    elements.append(
      "<rect x=\"\(corner[0])\" y=\"\(corner[1])\" width=\"\(corner[2])\" height=\"\(corner[3])\" rx=\"\(corner[4])\" "
        + "fill=\"\(tint.fill)\" stroke=\"\(tint.stroke)\" stroke-width=\"\(line)\"/>")
  }

  private static func headName(_ color: String) -> String { "head-\(color.dropFirst())" }

  private static func head(_ color: String) -> String {
    "<marker id=\"\(headName(color))\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"7\" markerHeight=\"7\" "
      + "orient=\"auto\"><path d=\"M0 0 L10 5 L0 10 z\" fill=\"\(color)\"/></marker>"
  }
}
