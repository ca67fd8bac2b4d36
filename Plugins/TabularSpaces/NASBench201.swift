import NASPlugin

/// The space of NAS-Bench-201: a cell of four nodes whose six edges each carry one of five operations.
///
/// Dong & Yang, NAS-Bench-201: Extending the Scope of Reproducible Neural Architecture Search, ICLR 2020.
/// A token is the index of an operation; the edges stand in the order of the official string. Departures: `channels`
/// and `cells` may differ from the benchmark's 16 and 5, and any task whose images can be halved twice is allowed.
struct NASBench201: Enumerable, Crossing, Component {
  struct Configuration: ComponentConfiguration {
    var channels = Option(
      16, in: 1...1_024, "Channels of the first stage; the second and third have 2 and 4 times as many.")
    var cells = Option(5, in: 1...64, "Cells in each of the three stages.")
    var canonical = Option(
      CellIdentity.sound,
      "Which cells are one: those that compute the same, or those that the benchmark's own string joins.")
  }

  static let descriptor = ComponentDescriptor(
    name: "nas-bench-201", summary: "The cell space of NAS-Bench-201: 6 edges with 5 operations, 15,625 architectures.",
    paper: "Dong & Yang, NAS-Bench-201: Extending the Scope of Reproducible Neural Architecture Search, ICLR 2020",
    traits: [.threadSafe, .pure])

  let channels: Int
  let cells: Int
  let identity: CellIdentity

  init(configuration: Configuration, context: ComponentContext) throws {
    (channels, cells) = (configuration.channels.value, configuration.cells.value)
    identity = configuration.canonical.value
  }

  var decisions: [Decision] {
    CellEdge.all.map { edge in
      Decision(
        "\(edge.target)~\(edge.source)", options: CellOperation.allCases.map(\.name), group: "node \(edge.target)",
        vocabulary: "operation")
    }
  }

  var layout: String { "nas-bench-201/1: one operation index per edge, in the order of the official string" }

  var count: Int { 15_625 }

  /// Numbers are read to base 5, the first edge being the most significant digit.
  func architecture(at index: Int) throws -> Architecture {
    guard index >= 0, index < count else {
      throw NASError(
        .invalid, "nas-bench-201 has no architecture \(index)", hint: "its numbers go from 0 to \(count - 1)")
    }
    return Self.numbered(index)
  }

  func sample(_ random: inout RandomStream) -> Architecture { Self.numbered(random.index(below: count)) }

  func validate(_ architecture: Architecture) throws {
    let tokens = architecture.tokens
    guard tokens.count == CellEdge.all.count else {
      throw NASError(.invalid, "an architecture of nas-bench-201 has \(CellEdge.all.count) tokens, not \(tokens.count)")
    }
    guard let bad = tokens.firstIndex(where: { $0 < 0 || $0 > 4 }) else { return }
    throw NASError(.invalid, "token \(bad) is \(tokens[bad])", hint: "the operations of nas-bench-201 are 0 to 4")
  }

  static func numbered(_ index: Int) -> Architecture {
    var rest = index
    let tokens = [Int32](unsafeUninitializedCapacity: 6) { buffer, used in
      for edge in (0..<6).reversed() {
        buffer[edge] = Int32(truncatingIfNeeded: rest % 5)
        rest /= 5
      }
      used = 6
    }
    return Architecture(tokens)
  }

  /// The number of a valid architecture.
  static func number(of architecture: Architecture) -> Int { architecture.tokens.reduce(0) { 5 * $0 + Int($1) } }
}
