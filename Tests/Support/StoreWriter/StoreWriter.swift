import Glibc
import NASPlugin
import Storage
import StorageSupport

/// Writes to a study until it is stopped, and says on standard output what is on the disk.
struct StoreWriter {
  private let arguments: [String]

  init(_ arguments: [String]) { self.arguments = arguments }

  func run() throws {
    guard arguments.count >= 2 else { throw NASError(.invalid, "usage: store-writer record|hold|fill FOLDER [NUMBER]") }
    let number = arguments.count > 2 ? UInt64(arguments[2]) ?? 0 : 0
    switch arguments[0] {
    case "record": try record(arguments[1], seed: number)
    case "hold": try hold(arguments[1])
    case "fill": try fill(arguments[1], limit: number)
    default: throw NASError(.invalid, "store-writer knows no '\(arguments[0])'")
    }
  }

  /// Records what an event source makes, from where the study stands, until it is killed; prints each record's number.
  private func record(_ folder: String, seed: UInt64) throws {
    let store = try openOrCreate(folder)
    var source = EventSource(seed: seed, mostTrials: 40)
    for _ in 0..<(Int(try store.fact("records") ?? "0") ?? 0) { _ = source.next() }
    while true {
      try store.record(source.next())
      say("\(source.made)")
    }
  }

  /// Keeps the study open until standard input ends.
  private func hold(_ folder: String) throws {
    let store = try openOrCreate(folder)
    say("ready")
    while readLine() != nil {}
    _ = try store.facts()
  }

  /// Fills the disk, or a size limit where one is given; shows that nothing is half-written, and that it goes on later.
  private func fill(_ folder: String, limit: UInt64) throws {
    signal(SIGXFSZ, SIG_IGN)
    let (store, twin) = (try openOrCreate(folder), InMemoryStore())
    try Ballast.place(folder, limit: limit)
    var source = EventSource(seed: 3, mostTrials: 200)
    var refused: [StoreEvent] = []
    do {
      while true {
        refused = source.next()
        try store.record(refused)
        try twin.record(refused)
      }
    } catch { say("refused: \(error)") }
    say(try StudyDifference.between(store, twin).map { "differs: \($0)" } ?? "whole")
    try Ballast.lift(folder, limit: limit)
    try store.record(refused)
    try twin.record(refused)
    let reader = try StudyStore.openReadOnly(in: folder)
    say(try StudyDifference.between(reader, twin).map { "differs: \($0)" } ?? "went on")
  }

  private func openOrCreate(_ folder: String) throws -> StudyStore {
    do {
      return try StudyStore.open(in: folder)
    } catch let error as NASError where error.code == .missing {
      return try StudyStore.create(in: folder, facts: [:])
    }
  }

  private func say(_ line: String) {
    print(line)
    fflush(nil)
  }
}
