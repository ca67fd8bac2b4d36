import Glibc
import NASPlugin

/// How fast networks train, beside PyTorch training the same ones the usual way; medians of interleaved rounds.
struct TrainingSpeed: Measurement {
  let names = [
    "train.fp32", "train.bf16", "train.machine", "train.small.machine", "train.peak_share", "train.data_share",
    "train.memory", "supernet.path",
  ]
  private static let rounds = 5
  private static let network = CellNetwork(channels: 16, cells: 5)
  private static let small = CellNetwork(channels: 8, cells: 1)
  private static let supernet = CellNetwork(channels: 16, cells: 5, isSupernet: true)

  func run(_ selection: Selection) throws -> [Figure] {
    let cores = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    var figures: [Figure] = []
    let oneWorker = names.filter { $0 != "supernet.path" && !$0.hasSuffix("machine") }
    if oneWorker.contains(where: selection.wants) { figures += try OneWorkerSpeed(Self.network).figures(Self.rounds) }
    for (name, network, steps) in [("train.machine", Self.network, 6), ("train.small.machine", Self.small, 60)]
    where selection.wants(name) {
      figures += try contest(
        name, .workers(cores, network, "bf16"), .pyTorch(network, threads: cores), steps)
    }
    if selection.wants("supernet.path") {
      figures += try contest(
        "supernet.path", .workers(1, Self.supernet, "bf16"), .pyTorch(Self.supernet, threads: 1), 10)
    }
    return figures
  }

  /// Ours and theirs in turn, after each has warmed up; one side waits while the other works.
  private func contest(_ name: String, _ ours: TrainingTeam, _ theirs: TrainingTeam, _ steps: Int) throws -> [Figure] {
    var (mine, other) = (Samples(), Samples())
    for round in 0...Self.rounds {
      let rates = (try ours.train(steps), theirs.absence == nil ? try theirs.train(steps) : nil)
      guard round > 0 else { continue }
      mine.add(rates.0)
      if let rate = rates.1 { other.add(rate) }
    }
    return mine.median.map { rate in
      [Figure(name, rate, "images/s", against: other.median.map { (theirs.name, $0) })]
    } ?? []
  }
}
