/// The paper's individual: a learning rate, vertices and edges, each with an id of its own that it keeps for life.
///
/// A vertex stands for a block of activations whose size and depth follow from the edges into it; an edge is a convolution
/// or the identity.
struct Genome: Equatable {
  /// What a vertex does to the sum that it receives.
  enum VertexKind: Int32 {
    case linear
    /// Batch norm, then ReLU.
    case bnRelu
  }

  /// A block of activations.
  struct Vertex: Equatable {
    let id: Int32
    var kind: VertexKind
    var inputsMutable = true
    var outputsMutable = true
    var propertiesMutable = true
  }

  /// A connection between two vertices, by their ids.
  struct Edge: Equatable {
    let id: Int32
    var from: Int32
    var to: Int32
    /// Nil for the identity.
    var convolution: Convolution?
    /// Of the edges into a vertex, the one with the highest decides the number of channels.
    var depthPrecedence: Int32
    /// Of the edges into a vertex, the one with the highest decides height and width.
    var scalePrecedence: Int32
  }

  /// What a convolution's tokens say.
  struct Convolution: Equatable {
    /// Output channels by input channels.
    var depthFactor: Float
    /// Kernels are 2h + 1, so they are odd.
    var filterHalfWidth: Int32
    var filterHalfHeight: Int32
    /// The stride is 2 to this power.
    var strideScale: Int32
  }

  var learningRate: Double
  /// The id that the next vertex or edge gets; ids are never used again.
  var nextID: Int32
  /// By id; the image is 0 and the output 1.
  var vertices: [Vertex]
  /// By id.
  var edges: [Edge]

  static let image: Int32 = 0
  static let output: Int32 = 1
  /// Edges of the backbone go before skips where they meet.
  static let backbonePrecedence: Int32 = 1
  static let skipPrecedence: Int32 = 0

  /// The paper's first individual: no convolution, one linear layer, learning rate 0.1.
  static let initial = Genome(
    learningRate: 0.1, nextID: 3,
    vertices: [
      Vertex(id: image, kind: .linear, inputsMutable: false, outputsMutable: true, propertiesMutable: false),
      Vertex(id: output, kind: .linear, inputsMutable: true, outputsMutable: false, propertiesMutable: false),
    ],
    edges: [
      Edge(
        id: 2, from: image, to: output, convolution: nil, depthPrecedence: backbonePrecedence,
        scalePrecedence: backbonePrecedence)
    ])

  /// An id that was never used.
  mutating func freshID() -> Int32 {
    defer { nextID += 1 }
    return nextID
  }
}
