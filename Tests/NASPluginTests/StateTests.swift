import NASPlugin
import Testing

@Suite struct StateTests {
  private func written() -> [UInt8] {
    var state = StateWriter("test/1")
    state.write(-5)
    state.write(UInt64.max)
    state.write(-0.0)
    state.write([1, 2, 3] as [UInt8])
    state.write(Architecture([1, -1]))
    state.write(RandomStream(seed: 2))
    state.write(Double.nan)
    return state.bytes
  }

  @Test func everythingComesBack() throws {
    var state = try StateReader(written(), tag: "test/1")
    #expect(try state.integer() == -5)
    #expect(try state.word() == .max)
    #expect(try state.real().sign == .minus)
    #expect(try state.bytes() == [1, 2, 3])
    #expect(try state.architecture() == Architecture([1, -1]))
    #expect(try state.stream() == RandomStream(seed: 2))
    #expect(try state.real().isNaN)
    try state.finish()
  }

  @Test func otherTagsRestsAndRangesAreRefused() throws {
    #expect(throws: NASError.self) { try StateReader(written(), tag: "test/2") }
    #expect(throws: NASError.self) { try StateReader([], tag: "test/1") }
    let state = try StateReader(written(), tag: "test/1")
    #expect(throws: NASError.self) { try state.finish() }
    var range = state
    #expect(throws: NASError.self) { try range.integer(in: 0...9) }
  }

  /// A damaged count must not make the reader allocate what the bytes cannot hold.
  @Test func countsAreBoundedByTheBytes() throws {
    for count in [Int.max, 1 << 40, 100, -1] {
      var state = StateWriter("t")
      state.write(count)
      state.write(1)
      var reader = try StateReader(state.bytes, tag: "t")
      #expect(throws: NASError.self) { try reader.count(ofAtLeast: 8) }
      var again = try StateReader(state.bytes, tag: "t")
      #expect(throws: NASError.self) { try again.architecture() }
    }
    var zeros = StateWriter("t")
    for _ in 0..<4 { zeros.write(0) }
    var reader = try StateReader(zeros.bytes, tag: "t")
    #expect(throws: NASError.self) { try reader.stream() }
  }
}
