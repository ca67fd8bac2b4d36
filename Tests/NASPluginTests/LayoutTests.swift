import CNASPlugin
import Foundation
import NASPlugin
import Testing

/// The C structs as Swift sees them, against the numbers that were written down when ABI 1.0 was fixed.
@Suite struct LayoutTests {
  private struct Layout: Decodable {
    struct Record: Decodable {
      var size: Int
      var members: [String: Int]
    }
    var structs: [String: Record]
  }

  private static func golden() throws -> Layout {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Golden/abi-1.0.layout.json")
    return try JSONDecoder().decode(Layout.self, from: Data(contentsOf: file))
  }

  private func check<T>(_ type: T.Type, _ name: String, _ members: [(String, PartialKeyPath<T>)]) throws {
    let record = try #require(try Self.golden().structs[name], "\(name)")
    #expect(MemoryLayout<T>.size == record.size, "\(name)")
    #expect(MemoryLayout<T>.stride == record.size, "\(name)")
    for (member, path) in members {
      #expect(MemoryLayout<T>.offset(of: path) == record.members[member], "\(name).\(member)")
    }
  }

  @Test func structsLieAsWrittenDown() throws {
    try check(nas_text.self, "nas_text", [("bytes", \.bytes), ("length", \.length)])
    try check(nas_column.self, "nas_column", [("data", \.data), ("stride", \.stride)])
    try check(nas_random.self, "nas_random", [("a", \.a), ("b", \.b), ("c", \.c), ("d", \.d)])
    try check(nas_error.self, "nas_error", [("ctx", \.ctx), ("set", \.set)])
    try check(
      nas_value.self, "nas_value",
      [("kind", \.kind), ("integer", \.integer), ("real", \.real), ("text", \.text), ("count", \.count)])
    try check(nas_host.self, "nas_host", [("abi_major", \.abi_major), ("ctx", \.ctx), ("service", \.service)])
    try check(
      nas_option.self, "nas_option",
      [("flags", \.flags), ("path", \.path), ("fallback", \.fallback), ("choices", \.choices)])
    try check(
      nas_component.self, "nas_component",
      [
        ("factory", \.factory), ("name", \.name), ("role", \.role), ("describe", \.describe), ("create", \.create),
        ("destroy", \.destroy), ("query", \.query),
      ])
    try check(
      nas_plugin.self, "nas_plugin",
      [("id", \.id), ("component_count", \.component_count), ("components", \.components), ("query", \.query)])
  }

  @Test func rowsLieAsWrittenDown() throws {
    try check(
      nas_proposals.self, "nas_proposals",
      [
        ("architectures", \.architectures), ("fidelity", \.fidelity), ("fidelity_unit", \.fidelity_unit),
        ("parent", \.parent),
        ("flags", \.flags),
      ])
    try check(
      nas_outcomes.self, "nas_outcomes",
      [
        ("trial", \.trial), ("status", \.status), ("reason", \.reason), ("metrics", \.metrics),
        ("objectives", \.objectives),
        ("curve_offsets", \.curve_offsets), ("cost", \.cost),
      ])
    try check(
      nas_candidates.self, "nas_candidates",
      [
        ("proposals", \.proposals), ("trial", \.trial), ("seed", \.seed), ("attempt", \.attempt),
        ("deadline", \.deadline),
        ("parent_artifact", \.parent_artifact),
      ])
    try check(
      nas_result.self, "nas_result",
      [("status", \.status), ("values", \.values), ("reason", \.reason), ("cost", \.cost)])
    try check(nas_space.self, "nas_space", [("decisions", \.decisions), ("mutate", \.mutate), ("costs", \.costs)])
    try check(
      nas_training_service.self, "nas_training_service", [("create", \.create), ("train", \.train), ("save", \.save)])
    try check(
      nas_network_header.self, "nas_network_header",
      [("magic", \.magic), ("node_size", \.node_size), ("text_length", \.text_length)])
    try check(
      nas_network_node.self, "nas_network_node",
      [("operation", \.operation), ("first_input", \.first_input), ("reserved", \.reserved)])
  }

  @Test func theGeneratorOfTheContractIsTheStreams() {
    var stream = RandomStream(seed: 77)
    var state = nas_random(a: stream.words.x, b: stream.words.y, c: stream.words.z, d: stream.words.w)
    for _ in 0..<1_000 { #expect(nas_random_next(&state) == stream.next()) }
  }
}
