import NASCommands
import NASPlugin
import Testing

@Suite struct CellFigureTests {
  private static let operations = ["none", "skip_connect", "sep_conv_3x3"]

  /// Two nodes over two inputs, in two cells.
  private static let edges = ["normal", "reduce"].flatMap { cell in
    ["2<-0", "2<-1", "3<-0", "3<-1", "3<-2"].map { Decision("\(cell) \($0)", options: operations) }
  }

  private static let blocks: [Decision] = block(1) + block(2)

  /// Two references, their operations, and how they are combined.
  private static func block(_ number: Int) -> [Decision] {
    let group = "cell block \(number)"
    let states = (0...number).map { "\($0)" }
    var decisions: [Decision] = []
    for place in ["first", "second"] {
      decisions.append(Decision("\(group) \(place) state", options: states, kind: .reference, group: group))
    }
    for place in ["first", "second"] {
      decisions.append(Decision("\(group) \(place) operation", options: operations, group: group))
    }
    return decisions + [Decision("\(group) combiner", options: ["add", "concat"], group: group)]
  }

  @Test func readsCellsOutOfEdges() {
    let cells = CellPlan.cells(of: Architecture([2, 1, 0, 0, 2, 0, 2, 2, 0, 0]), decisions: Self.edges)
    #expect(cells.map(\.name) == ["normal", "reduce"])
    #expect(cells[0].states.map(\.number) == [2, 3] && cells[0].inputs == 2)
    #expect(cells[0].states[0].terms.map(\.operation) == ["sep_conv_3x3", "skip_connect"])
    // What is none is not there.
    #expect(cells[0].states[1].terms.map(\.source) == [2] && cells[1].states[1].terms.map(\.source) == [0])
    #expect(cells[0].outputs == [2, 3], "all nodes are concatenated")
  }

  @Test func readsCellsOutOfBlocks() {
    let cells = CellPlan.cells(of: Architecture([0, 1, 2, 1, 0, 2, 2, 2, 1, 1]), decisions: Self.blocks)
    #expect(cells.map(\.name) == ["cell"])
    #expect(cells[0].states.map(\.number) == [2, 3] && cells[0].states.map(\.combiner) == ["add", "concat"])
    #expect(cells[0].states[1].terms.map(\.source) == [2, 2])
    #expect(cells[0].outputs == [3], "block 2 was read")
  }

  @Test func drawsABoxForEachInputOperationSumAndOutput() throws {
    let drawing = try #require(
      CellFigure.drawing(of: Architecture([0, 1, 2, 1, 0, 2, 2, 2, 1, 1]), decisions: Self.blocks, title: "a"))
    let svg = SVGPicture(drawing).ownText
    for word in ["cell input", "h−1", "sep_conv_3x3", "skip_connect", "concat", "cell output"] {
      #expect(svg.contains(">\(word)<"), "\(word)")
    }
  }

  @Test(arguments: [
    [Decision("size", options: ["3", "5"])], [Decision("2~0", options: operations)],
    [Decision("normal 1<-2", options: operations)], [],
  ])
  func leavesOtherDecisionsAlone(decisions: [Decision]) {
    let architecture = Architecture(decisions.map { _ in 0 })
    #expect(CellPlan.cells(of: architecture, decisions: decisions).isEmpty)
    #expect(CellFigure.drawing(of: architecture, decisions: decisions, title: "a") == nil)
  }
}
