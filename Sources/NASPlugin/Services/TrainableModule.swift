import CNASPlugin

/// A network with weights, held by the host; released with the last reference.
public final class TrainableModule {
  /// The part of the data that is measured.
  public enum Split: UInt32, Sendable { case train, validation, test }

  private let table: UnsafePointer<nas_training_service>
  private let handle: UnsafeMutableRawPointer

  init(table: UnsafePointer<nas_training_service>, handle: UnsafeMutableRawPointer) {
    (self.table, self.handle) = (table, handle)
  }

  deinit { table.pointee.destroy?(table.pointee.ctx, handle) }

  /// Trains by a recipe; `report` is told of each epoch and returns true to stop.
  public func train(
    _ recipe: Recipe, seed: UInt64, fidelity: Fidelity?, report: @escaping (EpochReport) -> Bool
  ) throws {
    let fidelity = fidelity ?? Fidelity(1, .fraction)
    let values = ConfigurationTable(recipe.values.map { ($0.path, $0.value) })
    var report = report
    try withUnsafeMutablePointer(to: &report) { context in
      try checked { error in
        values.withTable {
          table.pointee.train?(
            table.pointee.ctx, handle, $0, seed, fidelity.amount, fidelity.unit.rawValue,
            UnsafeMutableRawPointer(context), forwardEpoch, error) ?? NAS_UNIMPLEMENTED
        }
      }
    }
  }

  /// Measures the module on a split, without training.
  public func validate(on split: Split) throws -> Validation {
    var found = nas_validation()
    found.struct_size = UInt32(MemoryLayout<nas_validation>.size)
    try checked { table.pointee.validate?(table.pointee.ctx, handle, split.rawValue, &found, $0) ?? NAS_UNIMPLEMENTED }
    return Validation(loss: found.loss, accuracy: found.accuracy, top5: found.top5)
  }

  /// Writes the weights as safetensors.
  public func save(to path: String) throws {
    try checked { error in
      path.withSpan { table.pointee.save?(table.pointee.ctx, handle, $0, error) ?? NAS_UNIMPLEMENTED }
    }
  }

  /// Takes over the weights of a file that fit, by node id and shape; says how many were taken and how many were not.
  public func inherit(from path: String) throws -> (taken: Int, left: Int) {
    var (taken, left): (UInt64, UInt64) = (0, 0)
    try checked { error in
      path.withSpan { table.pointee.inherit?(table.pointee.ctx, handle, $0, &taken, &left, error) ?? NAS_UNIMPLEMENTED }
    }
    return (Int(taken), Int(left))
  }
}

private let forwardEpoch: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<nas_epoch>?) -> UInt32 = {
  context, epoch in
  guard let context, let epoch else { return 0 }
  let report = context.assumingMemoryBound(to: ((EpochReport) -> Bool).self).pointee
  return report(EpochReport(epoch.pointee)) ? 1 : 0
}
