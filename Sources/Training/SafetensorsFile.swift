import Foundation
import NASPlugin

/// Weights as safetensors: eight bytes of header length, a JSON header, then the numbers.
package struct SafetensorsFile: Sendable, Equatable {
  /// One tensor of 32-bit numbers, row by row.
  package struct Entry: Sendable, Equatable {
    package var shape: [Int]
    package var values: [Float]

    /// Numbers of a shape.
    package init(shape: [Int], values: [Float]) { (self.shape, self.values) = (shape, values) }
  }

  package var entries: [String: Entry]

  /// A file's content.
  package init(_ entries: [String: Entry]) { self.entries = entries }

  private struct Header: Codable {
    var dtype: String
    var shape: [Int]
    var offsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case offsets = "data_offsets"
    }
  }

  /// Writes the file in one step: a reader sees the old one or the new, never half of one.
  package func write(to path: String) throws {
    var headers: [String: Header] = [:]
    var body = Data()
    for (name, entry) in entries.sorted(by: { $0.key < $1.key }) {
      let start = body.count
      entry.values.withUnsafeBytes { body.append(contentsOf: $0) }
      headers[name] = Header(dtype: "F32", shape: entry.shape, offsets: [start, body.count])
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    var text = try encoder.encode(headers)
    // The format wants the numbers aligned to eight bytes: the header is padded with spaces.
    text.append(Data(repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8))
    let length = withUnsafeBytes(of: UInt64(text.count).littleEndian) { Data($0) }
    do {
      try (length + text + body).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw NASError(
        .missing, "cannot write the weights '\(path)': \(error.localizedDescription)",
        hint: "check the disk's free space")
    }
  }
}
