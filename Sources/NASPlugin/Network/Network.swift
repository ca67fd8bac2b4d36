/// The plain description of a network: a graph of primitive operations in order of computation, without weights.
///
/// The last node is the output (the logits, N×classes). A network with choice nodes is a *supernet*.
public struct Network: Sendable, Equatable {
  /// The nodes; each reads only earlier ones.
  public var nodes: [Node] = []
  /// The searched cells of a supernet, so that metrics over paths need to know no space.
  public var cells: [Cell] = []
  /// Settings of the recipe that the architecture itself fixes, by key (Large-Scale Evolution's learning rate is a gene).
  public var recipeOverrides: [String: Double] = [:]

  /// A network without nodes.
  public init() {}

  /// One operation of a network.
  public struct Node: Sendable, Equatable {
    /// A name that is stable under mutation: weights are inherited between nodes of one name and shape.
    public var id: String
    /// What it computes from the nodes it reads.
    public var operation: Operation
    /// The nodes read, by index.
    public var inputs: [Int]

    /// A node that reads others.
    public init(id: String, _ operation: Operation, inputs: [Int]) {
      (self.id, self.operation, self.inputs) = (id, operation, inputs)
    }
  }

  /// A searched cell: a small graph whose edges are choices.
  public struct Cell: Sendable, Equatable {
    /// An edge between two states of the cell; `choice` is the node that computes it.
    public struct Edge: Sendable, Equatable {
      /// The state that it reads, by number within the cell.
      public var from: Int
      /// The state that it is added to, by number within the cell.
      public var to: Int
      /// The node of the network that computes it, by index; usually a choice.
      public var choice: Int

      /// An edge between states.
      public init(from: Int, to: Int, choice: Int) { (self.from, self.to, self.choice) = (from, to, choice) }
    }

    /// A name that is unique in the network, such as `cell3`.
    public var name: String
    /// The states that come from outside, by state number.
    public var inputs: [Int]
    /// The states that make up the cell's output.
    public var outputs: [Int]
    /// The edges; paths from inputs to outputs run along them.
    public var edges: [Edge]

    /// A cell with its states and edges.
    public init(name: String, inputs: [Int], outputs: [Int], edges: [Edge]) {
      (self.name, self.inputs, self.outputs, self.edges) = (name, inputs, outputs, edges)
    }
  }
}
