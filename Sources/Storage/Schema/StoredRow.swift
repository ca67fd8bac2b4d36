import Foundation
import GRDB

/// A row whose columns may be of any type, whatever the schema of a file from elsewhere claims.
struct StoredRow {
  let row: Row

  func isNull(_ column: Int) -> Bool { (row[column] as DatabaseValue).isNull }

  /// A column that holds a count, a length or a trial: an integer that is not negative.
  func number(_ column: Int) throws -> UInt64 {
    guard case .int64(let number) = (row[column] as DatabaseValue).storage, number >= 0 else {
      throw BatchDamage("its column \(column) is not a count")
    }
    return UInt64(number)
  }

  func text(_ column: Int) throws -> String {
    guard case .string(let text) = (row[column] as DatabaseValue).storage else {
      throw BatchDamage("its column \(column) is not a text")
    }
    return text
  }

  func blob(_ column: Int) throws -> Data {
    guard case .blob(let data) = (row[column] as DatabaseValue).storage else {
      throw BatchDamage("its column \(column) is not bytes")
    }
    return data
  }

  /// The decoded batch of a column, which must have as many elements as the row says.
  func batch<Element>(
    _ column: Int, count: UInt64, _ decode: (UnsafeRawBufferPointer) throws -> [Element]
  ) throws -> [Element] {
    let elements = try blob(column).withUnsafeBytes(decode)
    guard elements.count == count else { throw BatchDamage("it claims \(count) trials and holds \(elements.count)") }
    return elements
  }
}
