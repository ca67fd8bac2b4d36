/// A space with a supernet: one network that holds the weights of all its architectures.
///
/// A path is one alternative per choice node of the supernet, in the order of the nodes; several choice nodes may follow
/// one decision.
public protocol WeightSharing: SearchSpace {
  /// The network with a choice node wherever architectures differ, and the cells that hold them.
  func supernet(for task: LearningTask) throws -> Network
  /// The path of an architecture.
  func path(of architecture: Architecture) throws -> [Int32]
  /// A path as supernets are trained on: often not that of any architecture, since each cell may draw its own.
  func samplePath(_ random: inout RandomStream) throws -> [Int32]
}
