import NASPlugin
import Tables
import Testing

struct PickleReaderTests {
  private let sample = SyntheticPickle.whole(
    SyntheticPickle.dictionary([
      (SyntheticPickle.text("a"), SyntheticPickle.list([SyntheticPickle.number(1.5), SyntheticPickle.number(-2)])),
      // Recalls the second memory, which is the text "a".
      (SyntheticPickle.text("b"), [0x68, 1]),
      (SyntheticPickle.text("c"), [0x5D]),
    ]))

  private func read(_ bytes: [UInt8]) throws -> PickleValue { try PickleReader.read(bytes, title: "x.pkl") }

  @Test func readsPlainData() throws {
    #expect(
      try read(sample)
        == .dictionary([("a", .list([.number(1.5), .number(-2)])), ("b", .text("a")), ("c", .list([]))]))
  }

  @Test func refusesAPickleCutAnywhereOrGoingOn() {
    for length in 0..<sample.count { expectRefusal("x.pkl") { _ = try read(Array(sample.prefix(length))) } }
    expectRefusal("after STOP") { _ = try read(sample + [0]) }
  }

  @Test(arguments: [
    (UInt8(0x63), "GLOBAL"), (0x93, "STACK_GLOBAL"), (0x52, "REDUCE"), (0x62, "BUILD"), (0x81, "NEWOBJ"),
    (0x92, "NEWOBJ_EX"),
    (0x69, "INST"), (0x6F, "OBJ"), (0x51, "BINPERSID"), (0x82, "EXT1"), (0x85, "TUPLE1"), (0xFF, "no opcode"),
  ])
  func refusesEveryOtherInstructionByNameAndOffset(opcode: UInt8, name: String) {
    expectRefusal(name, "byte 12") { _ = try read([0x80, 4, 0x95, 2, 0, 0, 0, 0, 0, 0, 0, 0x5D, opcode, 0x2E]) }
  }

  @Test func noByteOutsideTheTwelveIsObeyed() {
    let known: Set<UInt8> = [0x80, 0x95, 0x7D, 0x5D, 0x94, 0x28, 0x8C, 0x68, 0x47, 0x65, 0x75, 0x2E]
    for opcode in UInt8.min...UInt8.max where !known.contains(opcode) {
      expectRefusal("which plain data do not need") { _ = try read([0x80, 4, opcode]) }
    }
  }

  @Test(arguments: [
    ([0x65], "MARK"), ([0x75], "MARK"), ([0x94], "memorizes"), ([0x68, 0], "never memorized"),
    ([0x28, 0x65], "no list"),
    ([0x5D, 0x28, 0x75], "no dictionary"), ([0x7D, 0x28, 0x65], "no list"),
    ([0x7D, 0x28, 0x5D, 0x75], "without a value"),
    ([0x7D, 0x28, 0x5D, 0x5D, 0x75], "key that is no text"), ([0x5D, 0x94, 0x68, 0], "twice"), ([0x2E], "0 values"),
    ([0x5D, 0x5D, 0x2E], "2 values"), ([0x28, 0x2E], "1 values"), ([0x8C, 1, 0xFF], "UTF-8"), ([0x80, 4], "PROTO"),
    ([0x95, 255, 255, 255, 255, 255, 255, 255, 255], "frame"),
  ])
  func refusesNonsense(code: [UInt8], words: String) { expectRefusal(words) { _ = try read([0x80, 4] + code) } }

  @Test func refusesOtherProtocols() {
    expectRefusal("protocol 4") { _ = try read([0x80, 2, 0x5D, 0x2E]) }
    expectRefusal("protocol 4") { _ = try read(Array("(lp0\n.".utf8)) }
  }

  @Test func refusesDepthThatWouldOverflowTheStack() {
    var deep: [UInt8] = [0x80, 4]
    for _ in 0..<100_000 { deep += [0x5D, 0x28] }
    deep += [UInt8](repeating: 0x65, count: 100_000) + [0x2E]
    expectRefusal("deeper") { _ = try read(deep) }
  }
}
