import CNASPlugin
import CTorch
import NASPlugin
import PluginHosting
import Tensors
import Workers

/// Lends libtorch's operators (`nas.svc.tensor/1`).
enum TensorService {
  /// libtorch is opened when a plugin first asks; one that cannot be opened is not lent, and the log says why.
  static func lend(to table: ServiceTable, _ setup: WorkerSetup) {
    let services = table.services
    table.lend("nas.svc.tensor/1") {
      do {
        try setup.prepareTorch()
        guard let offset = MemoryLayout<ctorch_api>.offset(of: \.tensor) else { return nil }
        return UnsafeRawPointer(try TorchLibrary.open()) + offset
      } catch {
        services.log(.error, "\(error)")
        return nil
      }
    }
  }
}
