import NASPlugin
import Storage
import Workers

/// Writes events to the store: each before it is acted on, or in batches where the evaluator is pure.
///
/// A batch of a pure evaluator may be lost in a crash: repeating it gives the same events, because nothing but
/// the study's own streams goes into them. It ends at 4,096 trials or 50 ms, whichever is first.
final class Recorder {
  let isBatching: Bool
  private let store: any StudyRecording
  private var waiting: [StoreEvent] = []
  private var asked: (first: TrialID, proposals: [Proposal])?
  private var finished: [Outcome] = []
  private var lastFlush = MonotonicClock.now

  init(store: any StudyRecording, isBatching: Bool) { (self.store, self.isBatching) = (store, isBatching) }

  /// Takes an event; asks and outcomes of many trials become one event each.
  func add(_ event: StoreEvent) {
    switch event {
    case .asked(let first, let proposals):
      if asked == nil { asked = (first, []) }
      asked?.proposals.append(contentsOf: proposals)
    case .finished(let outcomes): finished.append(contentsOf: outcomes)
    default: waiting.append(event)
    }
  }

  /// Commits what was added, or goes on collecting where that is allowed.
  func commitBeforeActing() throws {
    if isBatching {
      let count = max(finished.count, asked?.proposals.count ?? 0)
      guard count >= 4_096 || (count & 63 == 0 && MonotonicClock.now - lastFlush > 50_000_000) else { return }
    }
    try flush()
  }

  /// Commits everything.
  func flush() throws {
    var events: [StoreEvent] = []
    if let asked {
      for start in stride(from: 0, to: asked.proposals.count, by: StoreEvent.mostTrials) {
        let part = asked.proposals[start...].prefix(StoreEvent.mostTrials)
        events.append(.asked(first: asked.first + TrialID(start), Array(part)))
      }
    }
    for start in stride(from: 0, to: finished.count, by: StoreEvent.mostTrials) {
      events.append(.finished(Array(finished[start...].prefix(StoreEvent.mostTrials))))
    }
    events += waiting
    (asked, finished, waiting) = (nil, [], [])
    if !events.isEmpty { try store.record(events) }
    lastFlush = MonotonicClock.now
  }
}
