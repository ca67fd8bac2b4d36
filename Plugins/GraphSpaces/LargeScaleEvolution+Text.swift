import NASPlugin

extension LargeScaleEvolution {
  static let form =
    "lr=0.1 next=5 {0 linear o, 1 linear i, 3 bn_relu iop} {2: 3>1 identity 1 1, 4: 0>3 conv 3x3 stride 1 depth 1.0 1 1}"

  /// The learning rate, the next id, the vertices, the edges.
  ///
  /// Letters behind a vertex say what of it may mutate: inputs, outputs, properties. Behind an edge stand its depth and
  /// scale precedence; kernels are height×width, `depth` is output channels by input channels.
  func text(_ architecture: Architecture) throws -> String {
    try validate(architecture)
    let genome = try Genome(tokens: architecture.tokens)
    let vertices = genome.vertices.map { vertex in
      let flags =
        (vertex.inputsMutable ? "i" : "") + (vertex.outputsMutable ? "o" : "") + (vertex.propertiesMutable ? "p" : "")
      return "\(vertex.id) \(vertex.kind == .bnRelu ? "bn_relu" : "linear") \(flags.isEmpty ? "-" : flags)"
    }
    let edges = genome.edges.map { edge in
      "\(edge.id): \(edge.from)>\(edge.to) \(Self.words(edge.convolution)) \(edge.depthPrecedence) \(edge.scalePrecedence)"
    }
    return "lr=\(genome.learningRate) next=\(genome.nextID) {\(vertices.joined(separator: ", "))} "
      + "{\(edges.joined(separator: ", "))}"
  }

  private static func words(_ convolution: Genome.Convolution?) -> String {
    guard let convolution else { return "identity" }
    let (height, width) = (2 * convolution.filterHalfHeight + 1, 2 * convolution.filterHalfWidth + 1)
    return "conv \(height)x\(width) stride \(1 << Int(convolution.strideScale)) depth \(convolution.depthFactor)"
  }

  func parse(_ text: String) throws -> Architecture {
    var reader = TextReader(text, form: Self.form)
    try reader.expect("lr=")
    let rate = try reader.number("a learning rate", as: Double.self)
    try reader.expect(" next=")
    let next = try reader.number("the next id", as: Int32.self)
    try reader.expect(" ")
    let vertices = try reader.list { try $0.vertex() }
    try reader.expect(" ")
    let edges = try reader.list { try $0.edge() }
    try reader.end()
    let genome = Genome(learningRate: rate, nextID: next, vertices: vertices, edges: edges)
    let architecture = Architecture(genome.tokens)
    try validate(architecture)
    return architecture
  }
}

extension TextReader {
  /// One or more things between braces.
  fileprivate mutating func list<T>(_ item: (inout TextReader) throws -> T) throws -> [T] {
    try expect("{")
    var items = [try item(&self)]
    while !take("}") {
      try expect(", ")
      items.append(try item(&self))
    }
    return items
  }

  fileprivate mutating func vertex() throws -> Genome.Vertex {
    let id = try number("the id of a vertex", as: Int32.self)
    try expect(" ")
    let kind: Genome.VertexKind = try choice(["linear", "bn_relu"]) == 0 ? .linear : .bnRelu
    try expect(" ")
    let flags = ["-", "i", "o", "p", "io", "ip", "op", "iop"]
    let chosen = flags[try choice(flags)]
    return Genome.Vertex(
      id: id, kind: kind, inputsMutable: chosen.contains("i"), outputsMutable: chosen.contains("o"),
      propertiesMutable: chosen.contains("p"))
  }

  fileprivate mutating func edge() throws -> Genome.Edge {
    let id = try number("the id of an edge", as: Int32.self)
    try expect(": ")
    let from = try number("the vertex that edge \(id) comes from", as: Int32.self)
    try expect(">")
    let to = try number("the vertex that edge \(id) leads to", as: Int32.self)
    try expect(" ")
    let isConvolution = try choice(["identity", "conv"]) == 1
    let convolution = isConvolution ? try self.convolution() : nil
    try expect(" ")
    let depth = try number("a depth precedence", as: Int32.self)
    try expect(" ")
    return Genome.Edge(
      id: id, from: from, to: to, convolution: convolution, depthPrecedence: depth,
      scalePrecedence: try number("a scale precedence", as: Int32.self))
  }

  private mutating func convolution() throws -> Genome.Convolution {
    try expect(" ")
    let start = self
    let sides = word.split(separator: "x", omittingEmptySubsequences: false).map { Int32($0) }
    guard sides.count == 2, let height = sides[0], let width = sides[1], word == "\(height)x\(width)", height % 2 == 1,
      width % 2 == 1, height > 0, width > 0, max(height, width) / 2 <= GenomeLimits.mostHalf
    else { throw start.error("'\(word)' is no kernel", hint: "kernels are odd, such as 3x5, height first") }
    skip(word.count)
    try expect(" stride ")
    let stride = try number("a stride")
    guard stride > 0, stride & (stride - 1) == 0, stride.trailingZeroBitCount <= GenomeLimits.mostStrideScale else {
      throw error("before this the stride \(stride) stands", hint: "strides are powers of 2")
    }
    try expect(" depth ")
    let factor = try number("a depth factor", as: Float.self)
    return Genome.Convolution(
      depthFactor: factor, filterHalfWidth: width / 2, filterHalfHeight: height / 2,
      strideScale: Int32(stride.trailingZeroBitCount))
  }

  /// The number of the word that comes next.
  private mutating func choice(_ words: [String]) throws -> Int {
    let word = self.word
    guard let found = words.firstIndex(of: word) else {
      let stands = word.isEmpty ? "'\(rest.prefix(1))' stands" : "'\(word)' stands"
      throw error("\(stands) where one of \(words.joined(separator: ", ")) is expected", hint: "the form is \(form)")
    }
    skip(word.count)
    return found
  }
}
