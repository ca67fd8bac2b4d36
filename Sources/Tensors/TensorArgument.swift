import CNASPlugin

/// An argument of an operator.
package enum TensorArgument {
  case none
  case tensor(Tensor)
  case integer(Int)
  case real(Double)
  case boolean(Bool)
  case integers([Int])
  case tensors([Tensor])

  /// An optional tensor.
  package static func optional(_ tensor: Tensor?) -> TensorArgument { tensor.map { .tensor($0) } ?? .none }

  /// The words that a list takes.
  var wordCount: Int {
    switch self {
    case .integers(let list): list.count
    case .tensors(let list): list.count
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
    }
    return record
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
