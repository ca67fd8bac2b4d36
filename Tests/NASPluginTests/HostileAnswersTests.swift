import CNASPlugin
import NASPlugin
import NASPluginTesting
import Testing

/// Answers of a plugin that is written in another language, and badly.
@Suite(.serialized) struct HostileAnswersTests {
  /// A component whose every interface is one table.
  private func instance(_ table: UnsafeRawPointer) throws -> ForeignInstance {
    Hostile.table = table
    let component = UnsafeMutablePointer<nas_component>.allocate(capacity: 1)
    component.initialize(to: nas_component())
    component.pointee.struct_size = UInt32(MemoryLayout<nas_component>.size)
    component.pointee.create = { _, _, instance, _ in
      instance?.pointee = nil
      return NAS_OK
    }
    component.pointee.destroy = { _, _ in }
    component.pointee.query = { _, _ in Hostile.table }
    let host = TestHost()
    return try ForeignInstance(of: component, values: [], seed: 0, host: host.table, keepingAlive: [host])
  }

  private func pinned<T>(_ table: T) -> UnsafeRawPointer {
    let copy = UnsafeMutablePointer<T>.allocate(capacity: 1)
    copy.initialize(to: table)
    return UnsafeRawPointer(copy)
  }

  private func evaluation(
    _ evaluate:
      @escaping @convention(c) (
        UnsafeMutableRawPointer?, UnsafePointer<nas_candidates>?, UnsafePointer<nas_evaluation_sink>?,
        UnsafeMutablePointer<nas_error>?
      ) -> nas_status
  ) throws -> [Evaluation] {
    var table = nas_evaluator()
    table.struct_size = UInt32(MemoryLayout<nas_evaluator>.size)
    table.metrics = { _, sink, _ in
      var metric = nas_metric()
      sink?.pointee.put(sink?.pointee.ctx, &metric)
      return NAS_OK
    }
    table.evaluate = evaluate
    let evaluator = try ForeignEvaluator(instance(pinned(table)))
    let candidates = (0..<2).map { Candidate(trial: TrialID($0), proposal: Proposal(Architecture([1])), seed: 0) }
    return try evaluator.evaluate(candidates).map(\.evaluation)
  }

  @Test func silenceIsAFailure() throws {
    let silent = Evaluation.failed("the evaluator did not answer for this candidate")
    #expect(try evaluation { _, _, _, _ in NAS_OK } == [silent, silent])
  }

  @Test func rowsThatDoNotExistAreDropped() throws {
    let found = try evaluation { _, _, sink, _ in
      var (value, result) = (0.5, nas_result())
      withUnsafePointer(to: &value) {
        result.values = $0
        result.count = 1
        for row: UInt64 in [1, 2, .max] {
          sink?.pointee.finish(sink?.pointee.ctx, row, &result)
          _ = sink?.pointee.report(sink?.pointee.ctx, row, 1, $0, 1)
        }
      }
      return NAS_OK
    }
    #expect(found == [.failed("the evaluator did not answer for this candidate"), .completed([0.5])])
  }

  @Test func answeringTwiceIsAFailure() throws {
    let found = try evaluation { _, _, sink, _ in
      var (value, result) = (0.5, nas_result())
      withUnsafePointer(to: &value) {
        result.values = $0
        result.count = 1
        for _ in 0..<2 { sink?.pointee.finish(sink?.pointee.ctx, 0, &result) }
        result.values = nil
        sink?.pointee.finish(sink?.pointee.ctx, 1, &result)
      }
      return NAS_OK
    }
    #expect(
      found == [.failed("the evaluator answered twice"), .failed("the evaluator answered 1 values for 1 metrics")])
  }

  @Test func anErrorWithoutMessageHasASentence() throws {
    let error = try #require(throws: NASError.self) { try evaluation { _, _, _, _ in 77 } }
    #expect(error.message == "the plugin failed with status 77 and gave no message")
  }

  private func asked(
    _ ask:
      @escaping @convention(c) (
        UnsafeMutableRawPointer?, UInt64, UnsafePointer<nas_proposal_sink>?, UnsafeMutablePointer<nas_error>?
      ) -> nas_status
  ) throws -> [Proposal] {
    var table = nas_strategy()
    table.struct_size = UInt32(MemoryLayout<nas_strategy>.size)
    table.ask = ask
    var strategy = try ForeignStrategy(instance(pinned(table)))
    return try strategy.ask(4)
  }

  @Test func proposalsThatCannotBeAreRefused() throws {
    let backwards = try #require(throws: NASError.self) {
      try asked { _, _, sink, _ in Hostile.propose(offsets: [3, 1], fidelity: nil, sink) }
    }
    #expect(backwards.message == "the offsets of token row 0 are out of order")
    let long = try #require(throws: NASError.self) {
      try asked { _, _, sink, _ in Hostile.propose(offsets: [0, 1 << 40], fidelity: nil, sink) }
    }
    #expect(long.message == "the offsets of token row 0 are out of order")
    let fidelity = try #require(throws: NASError.self) {
      try asked { _, _, sink, _ in Hostile.propose(offsets: [0, 1], fidelity: -1, sink) }
    }
    #expect(fidelity.message == "proposal 0 asks for fidelity -1.0, which cannot be")
    let many = try #require(throws: NASError.self) {
      try asked { _, _, sink, _ in Hostile.propose(offsets: [0, 1], fidelity: nil, count: .max, sink) }
    }
    #expect(many.message.hasPrefix("an answer of 18446744073709551615 proposals"))
    #expect(
      try asked { _, _, sink, _ in Hostile.propose(offsets: [0, 2], fidelity: 0.5, sink) }[0].fidelity
        == Fidelity(0.5, .fraction))
  }

  @Test func aSpaceThatAnswersNothingIsAnError() throws {
    var table = nas_space()
    table.struct_size = UInt32(MemoryLayout<nas_space>.size)
    table.decisions = { _, _, _ in NAS_OK }
    table.layout = { _, _, _ in NAS_OK }
    table.sample = { _, _, _, _, _ in NAS_OK }
    table.mutate = { _, _, _, _, _, _ in NAS_OK }
    table.network = { _, _, _, sink, _ in
      sink.put("this is no network, however long it may be, and it is longer than a header")
      return NAS_OK
    }
    let space = try ForeignSpace(instance(pinned(table)))
    var random = RandomStream(seed: 0)
    #expect(throws: NASError(.internal, "the plugin answered without an architecture")) { try space.sample(&random) }
    #expect(throws: NASError(.internal, "the space answered without a mutation")) {
      try space.mutation(of: Architecture([]), rate: nil, &random)
    }
    let network = try #require(throws: NASError.self) { try space.network(for: Architecture([]), task: .cifar10) }
    #expect(network.message == "the network buffer does not start with a header of version 1")
    // Verbs that are not there at all.
    let missing = try #require(throws: NASError.self) { try space.parse("x") }
    #expect(missing.code == .unimplemented)
    #expect(try space.costs(of: Architecture([]), task: .cifar10) == nil)
  }

  @Test func aComponentWithoutItsTableIsRefused() throws {
    let toy = InProcessPlugin { ToySpace.self }
    let error = try #require(throws: NASError.self) { try ForeignStrategy(toy.instance("toy")) }
    #expect(error.message == "the component has no table 'nas.strategy/1'")
  }
}

private enum Hostile {
  nonisolated(unsafe) static var table: UnsafeRawPointer?

  static func propose(
    offsets: [UInt64], fidelity: Double?, count: UInt64 = 1, _ sink: UnsafePointer<nas_proposal_sink>?
  ) -> nas_status {
    let tokens: [Int32] = [1, 2, 3]
    let amounts = [fidelity ?? 1]
    tokens.withUnsafeBufferPointer { tokens in
      offsets.withUnsafeBufferPointer { offsets in
        amounts.withUnsafeBufferPointer { amounts in
          var columns = nas_proposals()
          columns.struct_size = UInt32(MemoryLayout<nas_proposals>.size)
          columns.architectures = nas_token_rows(data: tokens.baseAddress, offsets: offsets.baseAddress, count: count)
          if fidelity != nil { columns.fidelity = nas_column(data: amounts.baseAddress, stride: 8) }
          sink?.pointee.put(sink?.pointee.ctx, &columns)
        }
      }
    }
    return NAS_OK
  }
}
