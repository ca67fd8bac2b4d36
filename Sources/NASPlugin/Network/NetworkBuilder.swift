/// Emits the nodes of a network one after another; composite operations are methods that emit primitives.
///
/// Ids are made of the scopes entered and a short name (`c3.e01.conv`), so they do not depend on what else
/// the network holds. Short ids are kept inline by the standard library: they cost no allocation.
public struct NetworkBuilder: Sendable {
  /// The network so far.
  public private(set) var network = Network()
  private var scope = ""

  /// A builder that has emitted the input node.
  public init() { network.nodes.append(Network.Node(id: "input", .input, inputs: [])) }

  /// The images: the node that every network starts from.
  public var input: Int { 0 }

  /// Emits one primitive that reads `inputs` and returns its index.
  @discardableResult
  public mutating func add(_ operation: Operation, _ inputs: [Int], _ name: String) -> Int {
    network.nodes.append(Network.Node(id: scope + name, operation, inputs: inputs))
    return network.nodes.count - 1
  }

  /// Emits nodes whose ids begin with `name` and a dot.
  public mutating func scoped<T>(_ name: String, _ body: (inout NetworkBuilder) throws -> T) rethrows -> T {
    let outer = scope
    scope += name + "."
    defer { scope = outer }
    return try body(&self)
  }

  /// Declares a searched cell.
  public mutating func declare(_ cell: Network.Cell) { network.cells.append(cell) }

  /// Lets the architecture fix a setting of the recipe.
  public mutating func override(_ key: String, _ value: Double) { network.recipeOverrides[key] = value }
}

extension NetworkBuilder {
  /// Convolution and batch norm, without activation.
  public mutating func convNorm(_ x: Int, _ conv: Operation.Convolution, affine: Bool = true) -> Int {
    let y = add(.conv2d(conv), [x], "conv")
    return add(.batchNorm(affine: affine), [y], "norm")
  }

  /// ReLU, convolution, batch norm: the order of the NASNet family.
  public mutating func reluConvNorm(_ x: Int, _ conv: Operation.Convolution, affine: Bool = true) -> Int {
    convNorm(add(.relu, [x], "relu"), conv, affine: affine)
  }

  /// Global average pooling and a linear classifier with bias: the logits.
  public mutating func classifier(_ x: Int, classes: Int) -> Int {
    let pooled = add(.globalAvgPool, [x], "pool")
    return add(.linear(features: classes, bias: true), [pooled], "linear")
  }
}
