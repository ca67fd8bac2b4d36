import FoundationEssentials
import NASPlugin

/// Frames: eight bytes (a mark and the length, little-endian), then a message as JSON.
///
/// Numbers survive bit for bit: JSON's shortest decimal form is exact, and what it lacks (NaN, ±∞) is written as text.
package enum WireFormat {
  /// The largest message accepted, in bytes.
  package static let limit = 64 << 20
  /// "NASW": tells a frame from whatever else a plugin may have written to the descriptor.
  package static let mark: UInt32 = 0x5753_414E
  static let headerSize = 8

  /// A message as a frame.
  package static func frame(_ message: some WireMessage) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let body = try encoder.encode(message)
    guard body.count <= limit else {
      throw NASError(
        .invalid, "a message '\(message.kind)' of \(body.count) bytes is larger than the limit of \(limit)")
    }
    var frame: [UInt8] = []
    frame.reserveCapacity(headerSize + body.count)
    for word in [mark, UInt32(body.count)] { withUnsafeBytes(of: word.littleEndian) { frame.append(contentsOf: $0) } }
    frame.append(contentsOf: body)
    return frame
  }

  /// The message of a frame's body.
  package static func message<M: WireMessage>(_ body: [UInt8], as type: M.Type = M.self) throws -> M {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do {
      return try decoder.decode(M.self, from: Data(body))
    } catch {
      throw NASError(.invalid, "a message of \(body.count) bytes is not understood: \(error)")
    }
  }
}
