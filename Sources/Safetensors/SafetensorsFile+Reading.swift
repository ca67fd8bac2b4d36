import Foundation
import NASPlugin

extension SafetensorsFile {
  /// Reads a file; every length is checked against the file's own, so hostile bytes give an error and nothing else.
  ///
  /// The file is mapped, not copied: it must not be written to while this value lives, which `write(to:)` never does.
  package init(path: String) throws {
    let data: Data
    do { data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped) } catch {
      throw NASError(.missing, "cannot read the safetensors file '\(path)'", hint: "check that it is there")
    }
    let reader = SafetensorsReader(path: path)
    let (header, metadata, body) = try reader.parts(of: data)
    let places = try header.map { try reader.place($0.key, $0.value, within: body.count) }.sorted()
    try reader.checkCoverage(places, of: body.count)
    self.init(Dictionary(uniqueKeysWithValues: places.map { ($0.name, Entry($0, body)) }), metadata: metadata)
  }
}

/// Where the header says that a tensor's numbers lie.
private struct SafetensorsPlace: Comparable {
  var name: String
  var type: SafetensorsFile.ElementType
  var shape: [Int]
  var bytes: Range<Int>

  static func < (left: Self, right: Self) -> Bool {
    (left.bytes.lowerBound, left.bytes.upperBound) < (right.bytes.lowerBound, right.bytes.upperBound)
  }
}

extension SafetensorsFile.Entry {
  /// The numbers at a checked place.
  fileprivate init(_ place: SafetensorsPlace, _ body: Data) {
    let bytes = body.dropFirst(place.bytes.lowerBound).prefix(place.bytes.count)
    self.init(place.type, shape: place.shape, bytes: bytes)
  }
}

/// Checks the parts of a file, each against what came before.
private struct SafetensorsReader {
  /// Longer headers are refused, as the format's own library does.
  static let longestHeader: UInt64 = 100 << 20
  let path: String

  func broken(_ what: String) -> NASError {
    NASError(.invalid, "the safetensors file '\(path)' \(what)", hint: "it is damaged, or no such file; make it again")
  }

  /// The header's tensors by name, the texts beside them, and the numbers.
  func parts(of data: Data) throws -> (header: [String: Any], metadata: [String: String], body: Data) {
    guard data.count >= 8 else { throw broken("is \(data.count) bytes long, shorter than its first length") }
    let length = data.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    guard length <= UInt64(data.count - 8), length <= Self.longestHeader else {
      throw broken("claims a header of \(length) bytes, but has \(data.count)")
    }
    let text = Data(data.dropFirst(8).prefix(Int(length)))
    var object: Any
    do { object = try JSONSerialization.jsonObject(with: text) } catch { throw broken("has a header that is no JSON") }
    guard var header = object as? [String: Any] else { throw broken("has a header that is no JSON object") }
    let metadata = header.removeValue(forKey: "__metadata__") ?? [String: String]()
    guard let metadata = metadata as? [String: String] else { throw broken("has metadata that are no texts") }
    return (header, metadata, data.dropFirst(8 + Int(length)))
  }

  /// What the header says of one tensor, once it is known to make sense.
  func place(_ name: String, _ value: Any, within size: Int) throws -> SafetensorsPlace {
    guard let fields = value as? [String: Any],
      let type = (fields["dtype"] as? String).flatMap(SafetensorsFile.ElementType.init),
      let shape = fields["shape"] as? [Int],
      let offsets = fields["data_offsets"] as? [Int], offsets.count == 2
    else { throw broken("describes tensor '\(name)' not as F32, F64, U8 or I64 with shape and data_offsets") }
    let length = shape.reduce(type.size) { (length: Int?, side) in
      guard let length, side >= 0 else { return nil }
      let (product, overflow) = length.multipliedReportingOverflow(by: side)
      return overflow ? nil : product
    }
    guard let length, offsets[0] >= 0, offsets[1] >= offsets[0], offsets[1] <= size, offsets[1] - offsets[0] == length
    else {
      throw broken("places tensor '\(name)' of shape \(shape) at bytes \(offsets[0]) to \(offsets[1]) of \(size)")
    }
    return SafetensorsPlace(name: name, type: type, shape: shape, bytes: offsets[0]..<offsets[1])
  }

  /// The tensors lie side by side: no byte is read twice, and none is left over.
  func checkCoverage(_ places: [SafetensorsPlace], of size: Int) throws {
    var end = 0
    for place in places {
      guard place.bytes.lowerBound == end else {
        throw broken("places tensor '\(place.name)' at byte \(place.bytes.lowerBound), where \(end) was expected")
      }
      end = place.bytes.upperBound
    }
    guard end == size else { throw broken("has \(size - end) bytes that belong to no tensor") }
  }
}
