import NASPlugin
import Storage
import Workers

/// Writes events to the store: each before it is acted on, or in batches where the evaluator is pure.
///
/// A batch of a pure evaluator may be lost in a crash: repeating it gives the same events, because nothing but
/// the study's own streams goes into them. It ends at 4,096 trials or 50 ms, whichever is first.
struct Recorder {
  let isBatching: Bool
  private let store: any StudyRecording
  private var waiting: [StoreEvent] = []
  /// The first of the trials that were asked and wait.
  private var firstAsked: TrialID = 0
  private var asked: [Proposal] = []
  private var finished: [Outcome] = []
  private var lastFlush = MonotonicClock.now

  init(store: any StudyRecording, isBatching: Bool) { (self.store, self.isBatching) = (store, isBatching) }

  /// Takes an event other than asks and outcomes.
  mutating func add(_ event: StoreEvent) { waiting.append(event) }

  /// Takes a trial that was asked, the next after those it took; many become one event.
  mutating func ask(_ trial: TrialID, _ proposal: Proposal) {
    if asked.isEmpty { firstAsked = trial }
    asked.append(proposal)
  }

  /// Takes an outcome; many become one event.
  mutating func finish(_ outcome: Outcome) { finished.append(outcome) }

  /// Commits what was added, or goes on collecting where that is allowed.
  mutating func commitBeforeActing() throws {
    if isBatching {
      let count = max(finished.count, asked.count)
      guard count >= 4_096 || (count & 63 == 0 && MonotonicClock.now - lastFlush > 50_000_000) else { return }
    }
    try flush()
  }

  /// Commits everything.
  mutating func flush() throws {
    var events: [StoreEvent] = []
    for part in Self.parts(of: asked) {
      events.append(.asked(first: firstAsked, part))
      firstAsked += TrialID(part.count)
    }
    events += Self.parts(of: finished).map { .finished($0) }
    events += waiting
    if !events.isEmpty { try store.record(events) }
    events = []
    asked.removeAll(keepingCapacity: true)
    finished.removeAll(keepingCapacity: true)
    waiting.removeAll()
    lastFlush = MonotonicClock.now
  }

  /// Rows in as many as an event carries; where one event carries all, they are not copied.
  private static func parts<Row>(of rows: [Row]) -> [[Row]] {
    guard rows.count > StoreEvent.mostTrials else { return rows.isEmpty ? [] : [rows] }
    return stride(from: 0, to: rows.count, by: StoreEvent.mostTrials).map {
      Array(rows[$0...].prefix(StoreEvent.mostTrials))
    }
  }
}
