import CNASPlugin
package import NASPlugin

/// An argument of an operator.
package enum TensorArgument {
  case none
  case tensor(Tensor)
  case integer(Int)
  case real(Double)
  case boolean(Bool)
  case integers([Int])
  case tensors([Tensor])
  case device(Device)

  /// An optional tensor.
  package static func optional(_ tensor: Tensor?) -> TensorArgument { tensor.map { .tensor($0) } ?? .none }

  /// Words for the name of a device: `cuda:255` is the longest.
  private static let deviceWords = 2

  /// The words that a list or a name takes.
  var wordCount: Int {
    switch self {
    case .integers(let list): list.count
    case .tensors(let list): list.count
    case .device: Self.deviceWords
    default: 0
    }
  }

  /// The argument as the shim takes it; lists are written to the pool.
  func record(pool: UnsafeMutableBufferPointer<Int>, used: inout Int) -> nas_argument {
    var record = nas_argument()
    switch self {
    case .none: break
    case .tensor(let tensor):
      record.kind = NAS_TENSOR_TENSOR
      record.data = UnsafeRawPointer(tensor.handle)
    case .integer(let value):
      record.kind = NAS_TENSOR_INTEGER
      record.integer = Int64(value)
    case .real(let value):
      record.kind = NAS_TENSOR_REAL
      record.real = value
    case .boolean(let value):
      record.kind = NAS_TENSOR_BOOLEAN
      record.integer = value ? 1 : 0
    case .integers(let list):
      record.kind = NAS_TENSOR_INTEGERS
      lend(list, &record, pool, &used)
    case .tensors(let list):
      record.kind = NAS_TENSOR_TENSORS
      lend(list.map { Int(bitPattern: $0.handle) }, &record, pool, &used)
    case .device(let device):
      record.kind = NAS_TENSOR_TEXT
      lend(device.description, &record, pool, &used)
    }
    return record
  }

  private func lend(
    _ name: String, _ record: inout nas_argument, _ pool: UnsafeMutableBufferPointer<Int>, _ used: inout Int
  ) {
    let words = UnsafeMutableBufferPointer(rebasing: pool[used..<(used + Self.deviceWords)])
    words.initialize(repeating: 0)
    record.count = UInt64(
      UnsafeMutableRawBufferPointer(words).initializeMemory(as: UInt8.self, from: name.utf8).1.count)
    record.data = UnsafeRawPointer(words.baseAddress)
    used += Self.deviceWords
  }

  private func lend(
    _ words: [Int], _ record: inout nas_argument, _ pool: UnsafeMutableBufferPointer<Int>, _ used: inout Int
  ) {
    record.count = UInt64(words.count)
    record.data = UnsafeRawPointer(pool.baseAddress.unsafelyUnwrapped + used)
    for word in words {
      pool.initializeElement(at: used, to: word)
      used += 1
    }
  }
}
