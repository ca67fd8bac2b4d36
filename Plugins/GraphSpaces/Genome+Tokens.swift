import NASPlugin

extension Genome {
  /// What the tokens mean; stored with every study.
  static let layout =
    "large-scale-evolution/1: learning rate (2 tokens), next id, vertices (count; id, kind and flags), edges (count; id, from, to, depth and scale precedence, convolution 0 or 1 with factor, half width, half height, stride scale)"

  /// The genome as tokens: a 64-bit float as two words, the lower first; a 32-bit float as one.
  var tokens: [Int32] {
    let rate = learningRate.bitPattern
    var tokens = [Int32(truncatingIfNeeded: rate), Int32(truncatingIfNeeded: rate >> 32), nextID]
    tokens.reserveCapacity(5 + 2 * vertices.count + 10 * edges.count)
    tokens.append(Int32(vertices.count))
    for vertex in vertices { tokens += [vertex.id, vertex.flags] }
    tokens.append(Int32(edges.count))
    for edge in edges {
      tokens += [edge.id, edge.from, edge.to, edge.depthPrecedence, edge.scalePrecedence]
      guard let convolution = edge.convolution else {
        tokens.append(0)
        continue
      }
      tokens += [
        1, Int32(bitPattern: convolution.depthFactor.bitPattern), convolution.filterHalfWidth,
        convolution.filterHalfHeight, convolution.strideScale,
      ]
    }
    return tokens
  }

  /// Reads tokens; throws `.invalid` with the position of what cannot be, but does not look at the graph.
  init(tokens: [Int32]) throws {
    var reader = GenomeReader(tokens: tokens)
    let low = UInt64(UInt32(bitPattern: try reader.next("the learning rate")))
    let high = UInt64(UInt32(bitPattern: try reader.next("the learning rate")))
    learningRate = Double(bitPattern: high << 32 | low)
    nextID = try reader.next("the next id")
    vertices = try (0..<reader.count("vertices", of: 2)).map { _ in try reader.vertex() }
    edges = try (0..<reader.count("edges", of: 6)).map { _ in try reader.edge() }
    guard reader.place == tokens.count else {
      throw NASError(.invalid, "the genome ends with token \(reader.place - 1), but there are \(tokens.count)")
    }
  }
}

extension Genome.Vertex {
  /// The kind in bit 0; inputs, outputs and properties mutable in bits 1, 2 and 3.
  fileprivate var flags: Int32 {
    kind.rawValue | (inputsMutable ? 2 : 0) | (outputsMutable ? 4 : 0) | (propertiesMutable ? 8 : 0)
  }
}

/// Reads a genome token by token; what a token is gets its words only where it is refused.
private struct GenomeReader {
  let tokens: [Int32]
  var place = 0

  mutating func next(_ what: @autoclosure () -> String) throws -> Int32 {
    guard place < tokens.count else {
      throw NASError(.invalid, "the genome ends at token \(place), where \(what()) is expected")
    }
    defer { place += 1 }
    return tokens[place]
  }

  mutating func next(_ what: @autoclosure () -> String, in range: ClosedRange<Int32>) throws -> Int32 {
    let value = try next(what())
    guard range.contains(value) else {
      throw NASError(
        .invalid, "token \(place - 1), \(what()), is \(value)", hint: "it is \(range.lowerBound) to \(range.upperBound)"
      )
    }
    return value
  }

  /// A count of things of at least so many tokens each: more than there are tokens for is refused before memory is asked for.
  mutating func count(_ what: String, of length: Int) throws -> Int {
    Int(try next("the number of \(what)", in: 1...Int32(clamping: max(1, (tokens.count - place) / length))))
  }

  mutating func vertex() throws -> Genome.Vertex {
    let id = try next("the id of a vertex", in: 0...Int32.max)
    let flags = try next("the kind and flags of vertex \(id)", in: 0...15)
    return Genome.Vertex(
      id: id, kind: flags & 1 == 1 ? .bnRelu : .linear, inputsMutable: flags & 2 != 0, outputsMutable: flags & 4 != 0,
      propertiesMutable: flags & 8 != 0)
  }

  mutating func edge() throws -> Genome.Edge {
    let id = try next("the id of an edge", in: 0...Int32.max)
    let ends = (try next("where edge \(id) comes from"), try next("where edge \(id) leads to"))
    let precedences = (try next("the depth precedence of edge \(id)"), try next("the scale precedence of edge \(id)"))
    let isConvolution = try next("whether edge \(id) is a convolution", in: 0...1) == 1
    return Genome.Edge(
      id: id, from: ends.0, to: ends.1, convolution: isConvolution ? try convolution(id) : nil,
      depthPrecedence: precedences.0, scalePrecedence: precedences.1)
  }

  private mutating func convolution(_ id: Int32) throws -> Genome.Convolution {
    let factor = Float(bitPattern: UInt32(bitPattern: try next("the depth factor of edge \(id)")))
    let (halves, scales) = (0...GenomeLimits.mostHalf, 0...GenomeLimits.mostStrideScale)
    return Genome.Convolution(
      depthFactor: factor, filterHalfWidth: try next("the half width of edge \(id)", in: halves),
      filterHalfHeight: try next("the half height of edge \(id)", in: halves),
      strideScale: try next("the stride scale of edge \(id)", in: scales))
  }
}
