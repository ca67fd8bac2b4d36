/// A message with a kind and at most one payload, written as `{"version": 1, "kind": …, "payload": …}`.
package protocol WireMessage: Codable {
  /// The word that tells this message from others.
  var kind: String { get }
  /// Reads the payload of a kind; an unknown kind is a message, not an error.
  init(kind: String, payload: PayloadReader) throws
  /// Writes the payload, if the kind has one.
  func write(to payload: inout PayloadWriter) throws
}

/// The version of the messages; it grows when an old worker would misunderstand a new coordinator.
package let wireVersion = 1

private enum WireKey: String, CodingKey { case version, kind, payload }

/// Reads the payload of a message.
package struct PayloadReader {
  fileprivate let box: KeyedDecodingContainer<WireKey>

  func read<T: Decodable>() throws -> T { try box.decode(T.self, forKey: .payload) }
}

/// Takes the payload of a message.
package struct PayloadWriter {
  fileprivate var box: KeyedEncodingContainer<WireKey>

  mutating func write(_ payload: some Encodable) throws { try box.encode(payload, forKey: .payload) }
}

extension WireMessage {
  package init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: WireKey.self)
    let version = try box.decode(Int.self, forKey: .version)
    guard version == wireVersion else {
      throw DecodingError.dataCorruptedError(
        forKey: .version, in: box, debugDescription: "messages of version \(version), not \(wireVersion)")
    }
    try self.init(kind: try box.decode(String.self, forKey: .kind), payload: PayloadReader(box: box))
  }

  package func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: WireKey.self)
    try box.encode(wireVersion, forKey: .version)
    try box.encode(kind, forKey: .kind)
    var payload = PayloadWriter(box: box)
    try write(to: &payload)
  }
}
