import NASPlugin

/// The space of NAS-Bench-101: cells of at most seven vertices and nine edges, an operation on each inner vertex.
///
/// Ying, Klein, Christiansen, Real, Murphy & Hutter, NAS-Bench-101: Towards Reproducible Neural Architecture Search, ICML
/// 2019. Tokens: the 21 possible edges, by target and then source, 0 or 1; then the operations of the five inner vertices.
/// What is on no path from input to output has no effect, and does not count as an edge. Departure: `channels` and
/// `cells` may differ from the benchmark's 128 and 3, and any task whose images can be halved twice is allowed.
struct NASBench101: Enumerable, Crossing, Repairing, Component {
  struct Configuration: ComponentConfiguration {
    var channels = Option(128, in: 8...1_024, "Channels of the first stack; the others have 2 and 4 times as many.")
    var cells = Option(3, in: 1...64, "Cells in each of the three stacks.")
  }

  static let descriptor = ComponentDescriptor(
    name: "nas-bench-101",
    summary: "The cell space of NAS-Bench-101: graphs of at most 7 vertices and 9 edges, 423,624 different cells.",
    paper: "Ying et al., NAS-Bench-101: Towards Reproducible Neural Architecture Search, ICML 2019",
    traits: [.threadSafe, .pure])

  let channels: Int
  let cells: Int

  init(configuration: Configuration, context: ComponentContext) throws {
    (channels, cells) = (configuration.channels.value, configuration.cells.value)
  }

  var decisions: [Decision] {
    let edges = (1...ModuleGraph.output).flatMap { target in
      (0..<target).map { source in
        Decision("\(source)→\(target)", options: ["no", "yes"], group: "vertex \(target)", vocabulary: "edge")
      }
    }
    let operations = (1...ModuleGraph.innerCount).map { vertex in
      Decision(
        "operation \(vertex)", options: ModuleOperation.allCases.map(\.name), group: "vertex \(vertex)",
        vocabulary: "operation")
    }
    return edges + operations
  }

  var layout: String { "nas-bench-101/1: 21 edges by target and source, then 5 operations" }

  var count: Int { ModuleCatalogue.shared.cells.count }

  /// The forms of all cells, those with fewer vertices first.
  func architecture(at index: Int) throws -> Architecture {
    let cells = ModuleCatalogue.shared.cells
    guard cells.indices.contains(index) else {
      throw NASError(
        .invalid, "nas-bench-101 has no architecture \(index)", hint: "its numbers go from 0 to \(cells.count - 1)")
    }
    return Self.architecture(ModuleGraph(packed: cells[index]))
  }

  /// Uniform over the different cells, in their canonical form.
  func sample(_ random: inout RandomStream) -> Architecture {
    let cells = ModuleCatalogue.shared.cells
    return Self.architecture(ModuleGraph(packed: cells[random.index(below: cells.count)]))
  }

  func validate(_ architecture: Architecture) throws { _ = try Self.pruned(architecture) }

  /// The pruned cell with its vertices in one order for all isomorphic cells: equal just where the benchmark's own hash is.
  func canonical(_ architecture: Architecture) throws -> Architecture {
    Self.architecture(ModuleCatalogue.shared.form(of: try Self.pruned(architecture)))
  }
}
