import Foundation
import NASPlugin
import Testing

/// The benchmark tells cells apart by a hash of their graph; the canonical form must make the same classes.
@Suite struct NASBench101HashTests {
  @Test func digestsAsTheStandardDoes() {
    #expect(md5("") == "d41d8cd98f00b204e9800998ecf8427e")
    #expect(md5("message digest") == "f96b697d7cb7938d525a2f31aaf161d0")
    #expect(md5(String(repeating: "1234567890", count: 8)) == "57edf4a22be3c955ac49da2e2107b67a")
  }

  /// All labelled graphs of at most five vertices (six, where all is asked for): one form just where there is one hash.
  @Test func formsAreEqualJustWhereHashesAre() throws {
    let space = try BuiltPlugins.nasBench101()
    let most = ProcessInfo.processInfo.environment["NAS_TEST_ALL"] == "1" ? 6 : 5
    var (hashOfForm, formOfHash): ([Architecture: String], [String: Architecture]) = ([:], [:])
    for size in 2...most {
      for module in PlainModule.full(size: size) {
        let (form, hash) = (try space.canonical(module.architecture), moduleHash(module, size: size))
        #expect(hashOfForm[form, default: hash] == hash && formOfHash[hash, default: form] == form)
        (hashOfForm[form], formOfHash[hash]) = (hash, form)
      }
    }
    #expect(hashOfForm.count == (most == 6 ? 64_542 : 2_532))
  }

  /// The hash of Ying and others, 2019: every vertex begins with its degrees and operation, and takes in its neighbours as
  /// often as there are vertices; the sorted digests together are the cell's.
  private func moduleHash(_ module: PlainModule, size: Int) -> String {
    let vertices = Array(0..<size - 1) + [6]
    func isEdge(_ source: Int, _ target: Int) -> Bool { module.matrix[vertices[source]][vertices[target]] }
    let all = vertices.indices
    var hashes = all.map { vertex in
      let label = vertex == 0 ? -1 : vertex == size - 1 ? -2 : Int(module.operations[vertex - 1])
      return md5("(\(all.count { isEdge(vertex, $0) }), \(all.count { isEdge($0, vertex) }), \(label))")
    }
    for _ in all {
      hashes = all.map { vertex in
        let before = all.filter { isEdge($0, vertex) }.map { hashes[$0] }.sorted().joined()
        let behind = all.filter { isEdge(vertex, $0) }.map { hashes[$0] }.sorted().joined()
        return md5(before + "|" + behind + "|" + hashes[vertex])
      }
    }
    return md5("[" + hashes.sorted().map { "'\($0)'" }.joined(separator: ", ") + "]")
  }
}

/// RFC 1321, in hexadecimal.
private func md5(_ text: String) -> String {
  var bytes = Array(text.utf8)
  let bits = UInt64(bytes.count) * 8
  bytes.append(0x80)
  while bytes.count % 64 != 56 { bytes.append(0) }
  for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * shift))) }
  var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476]
  for start in stride(from: 0, to: bytes.count, by: 64) { digest(bytes[start..<start + 64], &state) }
  return state.map { word in
    (0..<4).map { byte in
      let value = word >> UInt32(8 * byte) & 255
      return (value < 16 ? "0" : "") + String(value, radix: 16)
    }.joined()
  }.joined()
}

private let md5Constants = (0..<64).map { UInt32(floor(abs(sin(Double($0 + 1))) * 4_294_967_296)) }
private let md5Turns: [[UInt32]] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]]

private func digest(_ block: ArraySlice<UInt8>, _ state: inout [UInt32]) {
  let words = (0..<16).map { word in
    (0..<4).reduce(UInt32(0)) { $0 | UInt32(block[block.startIndex + 4 * word + $1]) << UInt32(8 * $1) }
  }
  var (a, b, c, d) = (state[0], state[1], state[2], state[3])
  for step in 0..<64 {
    let (mixed, word): (UInt32, Int) =
      switch step / 16 {
      case 0: (b & c | ~b & d, step)
      case 1: (d & b | ~d & c, (5 * step + 1) % 16)
      case 2: (b ^ c ^ d, (3 * step + 5) % 16)
      default: (c ^ (b | ~d), 7 * step % 16)
      }
    let sum = a &+ mixed &+ md5Constants[step] &+ words[word]
    let turn = md5Turns[step / 16][step % 4]
    (a, d, c, b) = (d, c, b, b &+ (sum << turn | sum >> (32 - turn)))
  }
  for (place, value) in [a, b, c, d].enumerated() { state[place] = state[place] &+ value }
}
