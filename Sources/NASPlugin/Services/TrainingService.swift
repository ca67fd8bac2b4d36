import CNASPlugin

/// Builds networks with weights, trains and validates them; all the work is done by the host.
public struct TrainingService {
  let table: UnsafePointer<nas_training_service>

  /// A module: the network with fresh weights drawn from `seed`.
  public func makeModule(_ network: Network, seed: UInt64) throws -> TrainableModule {
    var handle: UnsafeMutableRawPointer?
    try checked { error in
      network.encoded().withUnsafeBytes {
        let bytes = nas_bytes(bytes: $0.baseAddress, length: UInt64($0.count))
        return table.pointee.create?(table.pointee.ctx, bytes, seed, &handle, error) ?? NAS_UNIMPLEMENTED
      }
    }
    guard let handle else { throw NASError(.internal, "the host made no module") }
    return TrainableModule(table: table, handle: handle)
  }
}
