import Foundation
import NASCommands
import NASPlugin
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct SVGPictureTests {
  private static let operations = ["none", "skip_connect", "nor_conv_3x3"]

  private static func decisions(_ names: [String]) -> [Decision] { names.map { Decision($0, options: operations) } }

  private func cell(_ tokens: [Int32]) throws -> Drawing {
    let decisions = Self.decisions(["1~0", "2~0", "2~1", "3~0", "3~1", "3~2"])
    return try #require(CellDrawing.drawing(of: Architecture(tokens), decisions: decisions, title: "a < b & \"c\""))
  }

  @Test func cellHasACircleANodeAndALabelledArrowAnEdge() throws {
    let svg = SVGPicture(try cell([2, 2, 2, 1, 2, 0])).ownText
    let elements = try Elements(svg)
    // One path is the arrow head of each colour: three colours, six edges.
    #expect(elements.count("path") == 6 + 3)
    #expect(elements.count("marker") == 3)
    #expect(elements.count("text") == 4 + 6 + 1)
    #expect(elements.texts.filter { $0 == "nor_conv_3x3" }.count == 4)
    #expect(elements.texts.contains("a < b & \"c\""))
    #expect(svg.components(separatedBy: "stroke-dasharray").count == 2)
  }

  @Test func everythingLiesWithinThePicture() throws {
    let svg = SVGPicture(try cell([2, 2, 2, 1, 2, 0])).ownText
    let elements = try Elements(svg)
    for rectangle in elements.rectangles {
      #expect(rectangle.x >= 0 && rectangle.y >= 0)
      #expect(rectangle.x + rectangle.width <= elements.width && rectangle.y + rectangle.height <= elements.height)
    }
  }

  @Test func labelsOfACellDoNotCoverEachOther() throws {
    let rectangles = try Elements(SVGPicture(try cell([2, 2, 2, 2, 2, 2])).ownText).rectangles.dropFirst()
    for (index, first) in rectangles.enumerated() {
      for second in rectangles.dropFirst(index + 1) {
        let isApart =
          first.x + first.width <= second.x || second.x + second.width <= first.x || first.y + first.height <= second.y
          || second.y + second.height <= first.y
        #expect(isApart)
      }
    }
  }

  @Test(arguments: [["1->0"], ["left"], ["1~0", "left"], ["0~0"], [] as [String]])
  func spacesWithoutNamedEdgesHaveNoCell(names: [String]) {
    let tokens = Array(repeating: Int32(0), count: names.count)
    #expect(CellDrawing.drawing(of: Architecture(tokens), decisions: Self.decisions(names), title: "") == nil)
  }

  @Test func layersRunAroundLongEdges() throws {
    var drawing = Drawing(title: "three", style: .downward)
    for name in ["a", "b", "c"] { drawing.add(Drawing.Node([name])) }
    for edge in [(0, 1), (1, 2), (0, 2)] { drawing.add(Drawing.Edge(edge.0, edge.1)) }
    let elements = try Elements(SVGPicture(drawing).ownText)
    #expect(elements.count("path") == 3 + 1)
    #expect(elements.texts == ["a", "b", "c", "three"])
    // a, b and c below each other, b beside the bend of the long edge.
    let boxes = elements.rectangles.dropFirst()
    #expect(boxes.map(\.y) == boxes.map(\.y).sorted())
    #expect(Set(boxes.map(\.x)).count == 2)
  }

  @Test func dotNamesEveryNodeAndEdge() throws {
    let text = DotText(try cell([0, 1, 2, 1, 2, 0])).text
    #expect(text.hasPrefix("digraph architecture {\n") && text.hasSuffix("}\n"))
    #expect(text.components(separatedBy: " -> ").count == 7)
    #expect(text.contains("label=\"a < b & \\\"c\\\"\""))
  }
}

/// The elements of an SVG document; throws where it is not well-formed.
private final class Elements: NSObject, XMLParserDelegate {
  struct Rectangle {
    var x, y, width, height: Double
  }

  private var counts: [String: Int] = [:]
  private var isInText = false
  private(set) var texts: [String] = []
  private(set) var rectangles: [Rectangle] = []
  private(set) var width = 0.0
  private(set) var height = 0.0

  init(_ svg: String) throws {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    guard parser.parse() else { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
  }

  func count(_ name: String) -> Int { counts[name] ?? 0 }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    counts[name, default: 0] += 1
    func number(_ key: String) -> Double { attributes[key].flatMap(Double.init) ?? 0 }
    if name == "svg" { (width, height) = (number("width"), number("height")) }
    if name == "rect" {
      rectangles.append(Rectangle(x: number("x"), y: number("y"), width: number("width"), height: number("height")))
    }
    isInText = name == "text"
    if isInText { texts.append("") }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    isInText = false
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if isInText { texts[texts.count - 1] += string }
  }
}
