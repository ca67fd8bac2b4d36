import CNASPlugin

/// A predictor on the other side of the boundary.
public struct ForeignPredictor: Predictor {
  /// The instance that answers.
  public let instance: ForeignInstance
  private let table: UnsafePointer<nas_predictor>
  private let arena = SpanArena()

  /// A predictor over an instance whose component has the role.
  public init(_ instance: ForeignInstance) throws {
    (self.instance, table) = (instance, try instance.roleTable(.predictor, as: nas_predictor.self))
  }

  /// A predictor that the host lends.
  init(lent reference: nas_component_ref) throws { try self.init(ForeignInstance(lent: reference)) }

  /// Lends architectures and values for the duration of the call.
  public mutating func fit(_ architectures: [Architecture], values: [Double]) throws {
    arena.reset()
    var rows = arena.rows(architectures) { $0 }
    let column = arena.column(values) { $0 }
    try checked { table.pointee.fit?(instance.pointer, &rows, column, $0) ?? NAS_UNIMPLEMENTED }
  }

  /// One mean and variance for each architecture, in order.
  public mutating func predict(_ architectures: [Architecture]) throws -> [Prediction] {
    arena.reset()
    var rows = arena.rows(architectures) { $0 }
    let mean = arena.room(for: architectures.count, of: Double.self)
    let variance = arena.room(for: architectures.count, of: Double.self)
    try checked { table.pointee.predict?(instance.pointer, &rows, mean, variance, $0) ?? NAS_UNIMPLEMENTED }
    return architectures.indices.map { Prediction(mean: mean[$0], variance: variance[$0]) }
  }
}
