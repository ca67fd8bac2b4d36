import NASPlugin

/// One worker with one thread, in fp32 and in bf16, beside PyTorch with one thread and beside what the core could do.
struct OneWorkerSpeed {
  private let fp32: TrainingTeam
  private let bf16: TrainingTeam
  private let pyTorch: TrainingTeam
  private let steps = 6

  init(_ network: CellNetwork) throws {
    fp32 = try .workers(1, network, "fp32")
    bf16 = try .workers(1, network, "bf16")
    pyTorch = try .pyTorch(network, threads: 1)
  }

  /// Medians of rounds in which each has one turn.
  func figures(_ rounds: Int) throws -> [Figure] {
    var samples = Turns()
    for round in 0...rounds {
      let turn = try self.turn()
      if round > 0 { samples.add(turn) }
    }
    return samples.figures(against: pyTorch.name)
  }

  private func turn() throws -> Turn {
    var turn = Turn()
    turn.fp32 = try fp32.ask("train \(steps)").first
    turn.bf16 = try bf16.ask("train \(steps)").first
    turn.product = try bf16.ask("product 4").first
    turn.data = try bf16.ask("data \(8 * steps)").first
    if pyTorch.absence == nil { turn.pyTorch = try pyTorch.ask("train \(steps)").first }
    return turn
  }

  /// What each answered.
  private struct Turn {
    var fp32, bf16, product, data, pyTorch: TrainingAnswer?

    /// The share of the time of a bf16 step that making its batch takes.
    var dataShare: Double? {
      guard let data, let seconds = data.dataSeconds, let images = data.images, let rate = bf16?.rate else {
        return nil
      }
      return seconds / Double(images) * rate
    }

    /// Multiply-accumulates of training, forward once and backward twice, as a share of what a large product reaches.
    var peakShare: Double? {
      guard let macs = bf16?.macs, let rate = bf16?.rate, let product = product?.productRate else { return nil }
      return 3 * Double(macs) * rate / product
    }
  }

  /// The answers of all rounds.
  private struct Turns {
    private var fp32 = Samples(), bf16 = Samples(), pyTorch = Samples()
    private var peakShare = Samples(), dataShare = Samples()
    private var memory = Samples(), theirMemory = Samples()

    mutating func add(_ turn: Turn) {
      if let rate = turn.fp32?.rate { fp32.add(rate) }
      if let rate = turn.bf16?.rate { bf16.add(rate) }
      if let rate = turn.pyTorch?.rate { pyTorch.add(rate) }
      if let share = turn.peakShare { peakShare.add(share) }
      if let share = turn.dataShare { dataShare.add(share) }
      // In fp32 both keep the same numbers; bf16 needs less.
      if let bytes = turn.fp32?.peakBytes { memory.add(Double(bytes) / 1e6) }
      if let bytes = turn.pyTorch?.peakBytes { theirMemory.add(Double(bytes) / 1e6) }
    }

    func figures(against peer: String) -> [Figure] {
      let rate = pyTorch.median.map { (peer, $0) }
      let memory = theirMemory.median.map { (peer, $0) }
      return [
        fp32.median.map { Figure("train.fp32", $0, "images/s", against: rate) },
        bf16.median.map { Figure("train.bf16", $0, "images/s", against: rate) },
        peakShare.median.map { Figure("train.peak_share", $0, "of a bf16 product") },
        dataShare.median.map { Figure("train.data_share", $0, "of a bf16 step") },
        self.memory.median.map { Figure("train.memory", $0, "MB", against: memory) },
      ].compactMap { $0 }
    }
  }
}
