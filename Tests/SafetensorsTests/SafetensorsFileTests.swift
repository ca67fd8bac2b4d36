import Foundation
import NASPlugin
import Safetensors
import Testing

struct SafetensorsFileTests {
  private let path = NSTemporaryDirectory() + "file-\(UUID().uuidString).safetensors"
  private let sample = SafetensorsFile(
    [
      "stem.weight": .init(shape: [2, 1, 1, 2], values: [1, -2, 3.5, .leastNonzeroMagnitude]),
      "head.bias": .init(shape: [3], values: [0, .greatestFiniteMagnitude, -0.1]),
      "empty": .init(shape: [0, 4], values: []), "scalar": .init(shape: [], values: [7]),
      "images": .init(.uint8, shape: [2, 3], bytes: Data([0, 1, 2, 253, 254, 255])),
    ], metadata: ["epoch": "12", "a \"quoted\" text": "ä"])

  private func with<R>(_ bytes: Data, _ body: (String) throws -> R) throws -> R {
    try bytes.write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }

  /// A file with a header as given, and that many bytes of numbers.
  private func file(_ header: String, numbers: Int, claimed: UInt64? = nil) -> Data {
    withUnsafeBytes(of: (claimed ?? UInt64(header.utf8.count)).littleEndian) { Data($0) } + Data(header.utf8)
      + Data(count: numbers)
  }

  private func written() throws -> Data {
    try sample.write(to: path)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }

  @Test func readsWhatItWrote() throws {
    #expect(try with(try written()) { try SafetensorsFile(path: $0) } == sample)
  }

  @Test func writesTheSameBytesAgainWithAlignedNumbers() throws {
    let bytes = try written()
    #expect(try written() == bytes)
    let length = bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    #expect((8 + length) % 8 == 0)
  }

  @Test func readsAFileOfAnotherWriter() throws {
    let header = #"{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}   "#
    let found = try with(file(header, numbers: 8)) { try SafetensorsFile(path: $0) }
    #expect(found.entries == ["w": .init(shape: [1, 2], values: [0, 0])])
  }

  @Test func refusesAFileCutAnywhere() throws {
    let whole = try written()
    for length in 0..<whole.count {
      try with(whole.prefix(length)) { path in
        expectRefusal("safetensors file '\(path)'") { _ = try SafetensorsFile(path: path) }
      }
    }
  }

  @Test func refusesBytesTooMany() throws {
    try with(try written() + Data([0])) { path in
      expectRefusal("safetensors file") { _ = try SafetensorsFile(path: path) }
    }
  }

  @Test(arguments: [
    "", "[]", #"{"__metadata__":{"format":1}}"#, "nonsense", "{\"w\":1}", #"{"w":{"dtype":"F32","shape":[2]}}"#,
    #"{"w":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}}"#,
    #"{"w":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#,
    #"{"w":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#,
    #"{"w":{"dtype":"F32","shape":[-1,-2],"data_offsets":[0,8]}}"#,
    #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#,
    #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}"#,
    #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}"#,
    #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#,
    #"{"w":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,8]}}"#,
    #"{"w":{"dtype":"F32","shape":[4294967296,4294967296,2],"data_offsets":[0,8]}}"#,
    #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[9223372036854775807,-9223372036854775808]}}"#,
    #"{"w":{"dtype":"F32","shape":[1.5],"data_offsets":[0,8]}}"#,
    #"{"v":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
    #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
  ])
  func refusesAHostileHeader(header: String) throws {
    try with(file(header, numbers: 8)) { path in
      expectRefusal("safetensors file") { _ = try SafetensorsFile(path: path) }
    }
  }

  @Test(arguments: [UInt64.max, 1 << 62, 1 << 40, 40])
  func refusesAHeaderLongerThanTheFile(claimed: UInt64) throws {
    try with(file("{}", numbers: 8, claimed: claimed)) { path in
      expectRefusal("header of \(claimed) bytes") { _ = try SafetensorsFile(path: path) }
    }
  }

  @Test func saysThatAFileIsMissing() throws {
    expectRefusal("cannot read", "/nowhere/w.safetensors", code: .missing) {
      _ = try SafetensorsFile(path: "/nowhere/w.safetensors")
    }
  }

  @Test func leavesTheOldFileWhereItCannotWrite() throws {
    expectRefusal("cannot write", code: .missing) { try sample.write(to: "/nowhere/w.safetensors") }
  }
}
