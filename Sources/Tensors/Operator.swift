import CNASPlugin
import CTorch
import NASPlugin

/// An operator of libtorch, such as `aten::conv2d`; found on its first call.
package struct Operator: Sendable {
  private let found: Result<Handle, any Error>

  private struct Handle: @unchecked Sendable {
    let api: UnsafePointer<ctorch_api>
    let operation: UnsafeRawPointer?
  }

  /// The operator of that name, with its overload after a dot.
  package init(_ name: String) {
    found = Result {
      let api = try TorchLibrary.open()
      var operation: UnsafeRawPointer?
      try checked { error in api.pointee.find(name, &operation, error) }
      return Handle(api: api, operation: operation)
    }
  }

  /// Calls it; left-out trailing arguments take their defaults.
  package func callAsFunction(_ arguments: TensorArgument...) throws -> Tensor { try call(arguments).tensor() }

  /// Calls it for its effect.
  package func run(_ arguments: TensorArgument...) throws { _ = try call(arguments) }

  /// Calls it and gives all results, at most four.
  package func call(_ arguments: [TensorArgument]) throws -> OperatorResults {
    let handle = try found.get()
    let words = arguments.reduce(0) { $0 + $1.wordCount }
    return try withUnsafeTemporaryAllocation(of: nas_argument.self, capacity: arguments.count + 4) { records in
      try withUnsafeTemporaryAllocation(of: Int.self, capacity: max(1, words)) { pool in
        var used = 0
        for (index, argument) in arguments.enumerated() {
          records.initializeElement(at: index, to: argument.record(pool: pool, used: &used))
        }
        let results = UnsafeMutablePointer(records.baseAddress.unsafelyUnwrapped + arguments.count)
        results.initialize(repeating: nas_argument(), count: 4)
        var count: UInt64 = 4
        try withExtendedLifetime(arguments) {
          try checked { error in
            handle.api.pointee.call(
              handle.operation, records.baseAddress, UInt64(arguments.count), results, &count, error)
          }
        }
        return OperatorResults(api: handle.api, records: UnsafeBufferPointer(start: results, count: Int(count)))
      }
    }
  }
}
