import Foundation
import NASPlugin

/// Named tensors as safetensors: eight bytes of header length, a JSON header, then the numbers.
package struct SafetensorsFile: Sendable, Equatable {
  /// The tensors by name.
  package var entries: [String: Entry]
  /// Texts that stand beside the tensors, such as what a training had done when it was written.
  package var metadata: [String: String]

  /// A file's content.
  package init(_ entries: [String: Entry], metadata: [String: String] = [:]) {
    (self.entries, self.metadata) = (entries, metadata)
  }

  /// Writes the file in one step: a reader sees the old one or the new, never half of one, even after a power cut.
  package func write(to path: String) throws {
    let partial = "\(path).\(ProcessInfo.processInfo.processIdentifier).partial"
    do {
      try writeAll(to: partial)
      guard rename(partial, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    } catch {
      unlink(partial)
      throw NASError(
        .missing, "cannot write the weights '\(path)': \(error.localizedDescription)",
        hint: "check the folder and the disk's free space")
    }
  }

  private func writeAll(to path: String) throws {
    let sorted = entries.sorted { $0.key < $1.key }
    try head(of: sorted).write(to: URL(fileURLWithPath: path))
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    defer { try? file.close() }
    try file.seekToEnd()
    for (_, entry) in sorted { try file.write(contentsOf: entry.bytes) }
    try file.synchronize()
  }

  private func head(of sorted: [(key: String, value: Entry)]) throws -> Data {
    var header = Header(metadata: metadata.isEmpty ? nil : metadata, tensors: [:])
    var end = 0
    for (name, entry) in sorted {
      header.tensors[name] = .init(dtype: entry.type.rawValue, shape: entry.shape, start: end, size: entry.bytes.count)
      end += entry.bytes.count
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    var text = try encoder.encode(header)
    // The format wants the numbers aligned to eight bytes: the header is padded with spaces.
    text.append(Data(repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8))
    return withUnsafeBytes(of: UInt64(text.count).littleEndian) { Data($0) } + text
  }
}

/// The JSON header: one object whose keys are the tensors' names, and `__metadata__`.
private struct Header: Encodable {
  var metadata: [String: String]?
  var tensors: [String: Place]

  struct Place: Encodable {
    var dtype: String
    var shape: [Int]
    var offsets: [Int]

    init(dtype: String, shape: [Int], start: Int, size: Int) {
      (self.dtype, self.shape, offsets) = (dtype, shape, [start, start + size])
    }

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case offsets = "data_offsets"
    }
  }

  private struct Name: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Name.self)
    try container.encodeIfPresent(metadata, forKey: Name(stringValue: "__metadata__"))
    for (name, place) in tensors { try container.encode(place, forKey: Name(stringValue: name)) }
  }
}
