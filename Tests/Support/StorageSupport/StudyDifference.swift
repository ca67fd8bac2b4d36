import NASPlugin
package import Storage

/// Where two stores differ, to the last bit; `==` would not do, as it takes not-a-number for unequal to itself.
package enum StudyDifference {
  /// The first difference in words, or nil where there is none.
  package static func between(_ one: any StudyRecording, _ other: any StudyRecording) throws -> String? {
    if try one.facts() != other.facts() { return "facts" }
    if try one.lastCheckpoint() != other.lastCheckpoint() { return "checkpoint" }
    if try one.artifacts() != other.artifacts() { return "artifacts" }
    return between(try one.history(), try other.history())
  }

  /// The first difference in words, or nil where there is none.
  package static func between(_ one: StudyHistory, _ other: StudyHistory) -> String? {
    guard one.proposals.count == other.proposals.count else {
      return "\(one.proposals.count) proposals against \(other.proposals.count)"
    }
    guard one.outcomes.count == other.outcomes.count else {
      return "\(one.outcomes.count) outcomes against \(other.outcomes.count)"
    }
    for trial in one.proposals.indices where one.proposals[trial].bits != other.proposals[trial].bits {
      return "the proposal of trial \(trial)"
    }
    for trial in one.outcomes.indices where one.outcomes[trial]?.bits != other.outcomes[trial]?.bits {
      return "the outcome of trial \(trial)"
    }
    return nil
  }
}

extension Proposal {
  /// All that it is, as words.
  fileprivate var bits: [UInt64] {
    let fidelity = fidelity.map { [$0.amount.bitPattern, UInt64($0.unit.rawValue)] } ?? []
    let head = [UInt64(architecture.tokens.count), UInt64(fidelity.count), parent.map { $0 + 1 } ?? 0]
    return head + fidelity + [inherits ? 1 : 0, continues ? 1 : 0]
      + architecture.tokens.map { UInt64(UInt32(bitPattern: $0)) }
  }
}

extension Outcome {
  /// All that it is, as words.
  fileprivate var bits: [UInt64] {
    let lists = [metrics, objectives, [cost]] + curve.map { [$0.step] + $0.metrics }
    return [trial, UInt64(status.rawValue)] + proposal.bits + reason.utf8.map(UInt64.init)
      + lists.flatMap { [UInt64($0.count)] + $0.map(\.bitPattern) }
  }
}
