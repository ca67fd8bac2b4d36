import Foundation
import NASPlugin
import Planning

/// Repeated runs of our search and of others' that do the same.
struct Contest {
  private static let unit = "candidates/s"
  private let name: String
  private let peers: [PythonPeer]
  /// By suffix of the name: none is the search itself.
  private var ours: [(suffix: String, rates: Samples)] = []
  private var theirs: [Samples]
  private var absences: [String?]

  init(_ name: String, peers: [PythonPeer]) {
    (self.name, self.peers) = (name, peers)
    (theirs, absences) = (peers.map { _ in Samples() }, peers.map { _ in nil })
  }

  /// Takes one of our runs: by the clock, and beside it by the processor's time, which neighbours disturb less.
  mutating func add(_ watch: Stopwatch, of study: TabularStudy, variant: String? = nil) {
    let trials = Double(study.plan.budget.trials ?? 0)
    let suffix = variant.map { ".\($0)" } ?? ""
    note(trials / watch.wall, suffix)
    note(trials / watch.processor, suffix + ".cpu")
  }

  private mutating func note(_ rate: Double, _ suffix: String) {
    let place = ours.firstIndex { $0.suffix == suffix } ?? ours.endIndex
    if place == ours.endIndex { ours.append((suffix, Samples())) }
    ours[place].rates.add(rate)
  }

  /// Runs each of the others once; one that cannot be run is not asked again.
  mutating func runPeers() {
    for (index, peer) in peers.enumerated() where absences[index] == nil {
      switch peer.rate() {
      case .success(let rate): theirs[index].add(rate)
      case .failure(let absence):
        absences[index] = absence.reason
        BenchSuite.say("no figure for '\(peer.name)': \(absence.reason)")
      }
    }
  }

  /// Medians: our search against each of the others, then our variants.
  var figures: [Figure] {
    guard let ours = ours.first?.rates.median else { return [] }
    let against = peers.indices.map { index in
      Figure(
        index == 0 ? name : "\(name).optuna", ours, Self.unit,
        against: theirs[index].median.map { (peers[index].name, $0) })
    }
    let variants = self.ours.dropFirst().compactMap { variant in
      variant.rates.median.map { Figure(name + variant.suffix, $0, Self.unit) }
    }
    return against + variants
  }
}
