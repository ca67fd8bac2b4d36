import CNASPlugin
package import CTorch
import NASPlugin

/// A tensor of libtorch; copies share it, and it is released with the last of them.
package struct Tensor: @unchecked Sendable {
  private let owner: Owner

  private final class Owner {
    let handle: UnsafeMutableRawPointer
    let api: UnsafePointer<ctorch_api>

    init(_ handle: UnsafeMutableRawPointer, _ api: UnsafePointer<ctorch_api>) {
      (self.handle, self.api) = (handle, api)
    }

    deinit { api.pointee.tensor.release(nil, handle) }
  }

  /// Takes over a handle with its reference.
  package init(owning handle: UnsafeMutableRawPointer, api: UnsafePointer<ctorch_api>) { owner = Owner(handle, api) }

  /// The handle, which stays this tensor's.
  package var handle: UnsafeMutableRawPointer { owner.handle }

  private var api: ctorch_api { owner.api.pointee }

  /// The types that the trainer uses; numbers as libtorch's.
  package enum ScalarType: UInt32, Sendable {
    case uint8 = 0
    case int64 = 4
    case float = 6
    case double = 7
    case bfloat16 = 15
  }

  /// A tensor of a shape with a copy of `data`, or uninitialised.
  package init(_ type: ScalarType, shape: [Int], data: UnsafeRawPointer? = nil) throws {
    let api = try TorchLibrary.open()
    var handle: UnsafeMutableRawPointer?
    let sizes = shape.map(Int64.init)
    try checked { api.pointee.tensor.make(nil, type.rawValue, sizes, UInt64(sizes.count), data, &handle, $0) }
    guard let handle else { throw NASError(.internal, "libtorch made no tensor") }
    self.init(owning: handle, api: api)
  }

  /// A tensor of numbers.
  package init(_ values: [Float], shape: [Int]) throws {
    guard values.count == shape.reduce(1, *) else {
      throw NASError(.invalid, "\(values.count) numbers do not fill a tensor of shape \(shape)")
    }
    self = try values.withUnsafeBytes { try Tensor(.float, shape: shape, data: $0.baseAddress) }
  }

  /// The lengths of the dimensions.
  package var shape: [Int] {
    get throws { try described().shape }
  }

  /// The type of the elements; nil where the trainer does not know it.
  package var scalarType: ScalarType? {
    get throws { ScalarType(rawValue: try described().type) }
  }

  private func described() throws -> (type: UInt32, shape: [Int]) {
    var (type, rank) = (UInt32(0), UInt64(16))
    var sizes = [Int64](repeating: 0, count: 16)
    try checked { api.tensor.shape(nil, handle, &type, &sizes, &rank, $0) }
    return (type, sizes.prefix(Int(rank)).map(Int.init))
  }

  /// How many elements there are.
  package var count: Int { Int(api.count(handle)) }

  /// The elements in memory, valid while the tensor lives; in the order of its memory format.
  package var data: UnsafeMutableRawPointer? { api.data(handle) }

  /// The elements as 32-bit numbers, row by row.
  package func floats() throws -> [Float] {
    let plain = try scalarType == .float ? self : converted(to: .float)
    var values = [Float](repeating: 0, count: count)
    try checked { api.tensor.read(nil, plain.handle, &values, UInt64(values.count * 4), $0) }
    return values
  }

  /// The only element.
  package func item() throws -> Double {
    guard let value = try floats().first else { throw NASError(.invalid, "an empty tensor has no number") }
    return Double(value)
  }

  /// Records gradients for this tensor from now on.
  package func requireGradient(_ required: Bool = true) throws {
    try checked { api.tensor.requires_gradient(nil, handle, required ? 1 : 0, $0) }
  }

  /// Computes the gradients of this number by every tensor that requires one.
  package func backward() throws { try checked { api.tensor.backward(nil, handle, $0) } }

  /// The gradient, or nil where there is none yet.
  package func gradient() throws -> Tensor? {
    var found: UnsafeMutableRawPointer?
    try checked { api.tensor.gradient(nil, handle, &found, $0) }
    return found.map { Tensor(owning: $0, api: owner.api) }
  }

  /// Forgets the gradient.
  package func clearGradient() { api.clear_gradient(handle) }
}
