import FoundationEssentials
import NASPlugin

extension PluginManifest {
  /// Reads a manifest and checks every field; `path` names the file in errors.
  package init(json: [UInt8], path: String) throws {
    guard json.count <= Self.byteLimit else {
      throw ManifestFault(path).error("is longer than \(Self.byteLimit) bytes")
    }
    let data = Data(json)
    try Self.checkSchema(data, path)
    do {
      self = try Self.makeDecoder().decode(PluginManifest.self, from: data)
    } catch let fault as DecodingError {
      throw ManifestFault(path).error(Self.sentence(for: fault))
    }
    try validate(path: path)
  }

  /// The manifest's text: two equal manifests have equal bytes.
  package func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  private static func makeDecoder() -> JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return decoder
  }

  /// Comes first, since a later schema may lack what this one demands.
  private static func checkSchema(_ data: Data, _ path: String) throws {
    struct Head: Decodable { var schema: Int }
    do {
      let found = try makeDecoder().decode(Head.self, from: data).schema
      guard found == schema else {
        throw NASError(
          .invalid, "the manifest \(path) has schema \(found), and this version of nas reads schema \(schema)",
          hint: "use the version of nas that the plugin was made for, or an older plugin")
      }
    } catch let fault as DecodingError {
      throw ManifestFault(path).error(sentence(for: fault))
    }
  }

  private static func sentence(for fault: DecodingError) -> String {
    switch fault {
    case .keyNotFound(let key, let context): "has no '\(place(context.codingPath + [key]))'"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "has a value of the wrong type in '\(place(context.codingPath))': \(context.debugDescription)"
    case .dataCorrupted(let context) where context.codingPath.isEmpty: "is no JSON: \(context.debugDescription)"
    case .dataCorrupted(let context): "is wrong in '\(place(context.codingPath))': \(context.debugDescription)"
    @unknown default: "cannot be read: \(fault)"
    }
  }

  /// A field as people find it, such as `components[0].options[2].type`.
  private static func place(_ keys: [any CodingKey]) -> String {
    keys.reduce(into: "") { text, key in
      if let index = key.intValue { text += "[\(index)]" } else { text += (text.isEmpty ? "" : ".") + key.stringValue }
    }
  }
}

/// Says what is wrong with one manifest file.
struct ManifestFault {
  private let path: String

  init(_ path: String) { self.path = path }

  func error(_ fault: String) -> NASError {
    NASError(.invalid, "the manifest \(path) \(fault)", hint: "run make build, or install the plugin again")
  }
}
