package import Foundation
import NASPlugin

extension SafetensorsFile {
  /// The types of numbers that this project reads and writes, by the names of the format.
  package enum ElementType: String, Sendable, CaseIterable {
    case float = "F32"
    case double = "F64"
    case uint8 = "U8"
    case int64 = "I64"

    /// Bytes of one number.
    package var size: Int {
      switch self {
      case .uint8: 1
      case .float: 4
      case .double, .int64: 8
      }
    }
  }

  /// One tensor, its numbers row by row in little-endian bytes.
  package struct Entry: Sendable, Equatable {
    /// The type of its numbers.
    package var type: ElementType
    /// The lengths of its dimensions; empty for a single number.
    package var shape: [Int]
    /// The numbers; a slice of the mapped file where it was read from one.
    package var bytes: Data

    /// Bytes of a shape; there are as many as type and shape say.
    package init(_ type: ElementType, shape: [Int], bytes: Data) {
      (self.type, self.shape, self.bytes) = (type, shape, bytes)
    }

    /// 32-bit numbers of a shape.
    package init(shape: [Int], values: [Float]) {
      self.init(.float, shape: shape, bytes: values.withUnsafeBytes { Data($0) })
    }

    /// The numbers of a tensor of 32-bit numbers; throws where it is one of another type.
    package func floats() throws -> [Float] {
      guard type == .float else {
        throw NASError(.invalid, "a tensor holds \(type.rawValue) where F32 was expected", hint: "convert it to F32")
      }
      return [Float](unsafeUninitializedCapacity: bytes.count / 4) { buffer, filled in
        filled = bytes.copyBytes(to: UnsafeMutableRawBufferPointer(buffer)) / 4
      }
    }
  }
}
