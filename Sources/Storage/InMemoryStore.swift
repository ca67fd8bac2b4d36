import NASPlugin
import Synchronization

/// A store that forgets everything with the process: for tests, and for measuring without a disk.
package final class InMemoryStore: StudyRecording {
  fileprivate struct State {
    var ledger = RecordLedger()
    var history = StudyHistory()
    var facts: [String: String]
    var checkpoint: Checkpoint?
    var artifacts: [ArtifactRecord] = []
  }

  private let state: Mutex<State>

  /// An empty store with some facts.
  package init(facts: [String: String] = [:]) { state = Mutex(State(facts: facts)) }

  package func record(_ events: [StoreEvent]) throws {
    try state.withLock { state in
      try state.ledger.admit(events)
      for event in events { state.add(event) }
    }
  }

  package func history() throws -> StudyHistory { state.withLock { $0.history } }

  package func fact(_ key: String) throws -> String? { state.withLock { $0.facts[key] } }

  package func facts() throws -> [String: String] { state.withLock { $0.facts } }

  package func lastCheckpoint() throws -> Checkpoint? { state.withLock { $0.checkpoint } }

  package func artifacts() throws -> [ArtifactRecord] { state.withLock { $0.artifacts } }
}

extension InMemoryStore.State {
  /// Adds an event that the ledger has admitted.
  fileprivate mutating func add(_ event: StoreEvent) {
    switch event {
    case .asked(_, let proposals): history.append(proposals)
    case .finished(let outcomes): for outcome in outcomes { history.outcomes[Int(outcome.trial)] = outcome }
    case .checkpoint(let newest): checkpoint = newest
    case .artifact(let artifact): artifacts.append(artifact)
    case .fact(let key, let value): facts[key] = value
    }
  }
}
