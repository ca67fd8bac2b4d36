import NASPlugin

extension NASBench101 {
  static let tokenCount = ModuleGraph.edgeCount + ModuleGraph.innerCount

  /// The tokens of a cell.
  static func architecture(_ graph: ModuleGraph) -> Architecture {
    Architecture(
      [Int32](unsafeUninitializedCapacity: tokenCount) { buffer, used in
        for edge in 0..<ModuleGraph.edgeCount {
          buffer[edge] = Int32(truncatingIfNeeded: graph.edges >> UInt32(truncatingIfNeeded: edge) & 1)
        }
        for vertex in 1...ModuleGraph.innerCount {
          buffer[ModuleGraph.edgeCount &+ vertex &- 1] = Int32(truncatingIfNeeded: graph.operation(of: vertex))
        }
        used = tokenCount
      })
  }

  /// The cell of tokens that are each within their options; throws where one is not.
  static func graph(_ architecture: Architecture) throws -> ModuleGraph {
    let tokens = architecture.tokens
    guard tokens.count == tokenCount else {
      throw NASError(
        .invalid, "an architecture of nas-bench-101 has \(tokenCount) tokens, not \(tokens.count)",
        hint: "there are 21 edges and 5 operations")
    }
    var graph = ModuleGraph(edges: 0, operations: 0)
    for place in 0..<tokenCount {
      let token = tokens[place]
      guard token >= 0, token < (place < ModuleGraph.edgeCount ? 2 : 3) else { throw outOfRange(place, token) }
      let bits = UInt32(truncatingIfNeeded: token)
      let shift = UInt32(truncatingIfNeeded: place)
      if place < ModuleGraph.edgeCount {
        graph.edges |= bits << shift
      } else {
        graph.operations |= bits << (2 &* (shift &- 21))
      }
    }
    return graph
  }

  /// The cell without what has no effect; throws where nothing leads to the output or too many edges remain.
  static func pruned(_ architecture: Architecture) throws -> ModuleGraph {
    let graph = try graph(architecture)
    guard let pruned = graph.pruned, pruned.edges.nonzeroBitCount <= ModuleGraph.mostEdges else {
      throw refusal(of: graph)
    }
    return pruned
  }

  /// Why a cell is none of the benchmark.
  static func refusal(of graph: ModuleGraph) -> NASError {
    guard let pruned = graph.pruned else {
      return NASError(
        .invalid, "no path leads from the input to the output", hint: "an edge such as 0→6 would make one")
    }
    return NASError(
      .invalid, "the cell has \(pruned.edges.nonzeroBitCount) edges that are on a path from the input to the output",
      hint: "cells of nas-bench-101 have at most \(ModuleGraph.mostEdges)")
  }

  /// Whether a cell is one of the benchmark.
  static func isValid(_ graph: ModuleGraph) -> Bool {
    guard let pruned = graph.pruned else { return false }
    return pruned.edges.nonzeroBitCount <= ModuleGraph.mostEdges
  }

  private static func outOfRange(_ place: Int, _ token: Int32) -> NASError {
    let hint =
      place < ModuleGraph.edgeCount
      ? "the first 21 tokens are edges, 0 or 1" : "the last 5 tokens are operations, 0 to 2"
    return NASError(.invalid, "token \(place) is \(token)", hint: hint)
  }
}
