import CNASPlugin
import CTorch
import NASPlugin

/// What an operator answered.
package struct OperatorResults {
  private var tensors: [Tensor?] = []

  init(api: UnsafePointer<ctorch_api>, records: UnsafeBufferPointer<nas_argument>) {
    tensors = records.map { record in
      guard record.kind == NAS_TENSOR_TENSOR, let handle = record.data else { return nil }
      return Tensor(owning: UnsafeMutableRawPointer(mutating: handle), api: api)
    }
  }

  /// One of the tensors.
  package func tensor(_ index: Int = 0) throws -> Tensor {
    guard index < tensors.count, let tensor = tensors[index] else {
      throw NASError(.internal, "the operator answered no tensor at place \(index)")
    }
    return tensor
  }
}
