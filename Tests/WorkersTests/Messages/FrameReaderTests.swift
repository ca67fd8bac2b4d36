import NASPlugin
import Testing
import Workers

/// Frames come together from portions of any size, and nothing else passes for one.
struct FrameReaderTests {
  private static let messages: [WorkerMessage] = (0..<50).map { number in
    .log(LogRecord(level: 1, text: String(repeating: "ä", count: number * 7)))
  }

  @Test(arguments: [1, 2, 3, 7, 8, 9, 64, 1_000_000])
  func portionsOfAnySize(_ size: Int) throws {
    let bytes = try Self.messages.flatMap { try WireFormat.frame($0) }
    var (reader, found) = (FrameReader(), [WorkerMessage]())
    for start in stride(from: 0, to: bytes.count, by: size) {
      bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { reader.append($0) }
      while let body = try reader.next() { found.append(try WireFormat.message(body)) }
    }
    #expect(found == Self.messages)
    #expect(try reader.next() == nil)
  }

  @Test func otherBytesAreRefused() {
    var reader = FrameReader()
    Array("hello, this is a print".utf8).withUnsafeBytes { reader.append($0) }
    #expect(throws: NASError.self) { try reader.next() }
  }

  @Test(arguments: [UInt32(WireFormat.limit) + 1, .max])
  func absurdLengthsAreRefusedBeforeTheyAreWaitedFor(_ length: UInt32) throws {
    var reader = FrameReader()
    for word in [WireFormat.mark, length] { withUnsafeBytes(of: word.littleEndian) { reader.append($0) } }
    let error = #expect(throws: NASError.self) { try reader.next() }
    #expect(error?.message.contains("\(length) bytes") == true)
  }

  @Test func damagedBytesNeverCrash() throws {
    var stream = RandomStream(seed: 11)
    let frame = try WireFormat.frame(WorkerMessage.report(ReportRecord(trial: 1, step: 2, values: [3, 4])))
    for _ in 0..<2_000 {
      var damaged = frame
      damaged[stream.index(below: damaged.count)] = UInt8(truncatingIfNeeded: stream.next())
      var reader = FrameReader()
      damaged.withUnsafeBytes { reader.append($0) }
      // Either nothing whole, a refusal, or a message: what matters is that each of them returns.
      _ = try? reader.next().map { try WireFormat.message($0, as: WorkerMessage.self) }
    }
  }
}
