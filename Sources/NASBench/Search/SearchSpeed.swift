import Foundation
import NASPlugin
import Storage

/// Candidates per second of regularized evolution on a table, through the plugin boundary.
///
/// Ours and the others' runs alternate, so that a busy machine slows all alike.
struct SearchSpeed: Measurement {
  let names = ["search.unstored", "search.stored"]
  private static let rounds = 5

  func run(_ selection: Selection) throws -> [Figure] {
    let folder = try ScratchFolder()
    let table = "\(folder.path)/\(TabularStudy.table)"
    try SyntheticTable(space: TabularStudy(trials: 1, folder: folder.path).space()).write(to: table)
    return try names.filter(selection.wants).flatMap { name in
      name == "search.unstored" ? try unstored(folder, table) : try stored(folder, table)
    }
  }

  private func unstored(_ folder: ScratchFolder, _ table: String) throws -> [Figure] {
    let study = try TabularStudy(trials: 500_000, folder: folder.path)
    let everyTrial = try TabularStudy(trials: 200_000, folder: folder.path, settings: ["duplicates=repeat"])
    var contest = Contest(
      "search.unstored",
      peers: [
        PythonPeer("plain Python loop", ["regularized_evolution.py", table, "50000"]),
        PythonPeer("Optuna, NSGA-II in memory", ["optuna_search.py", table, "1000"]),
      ])
    for _ in 0..<Self.rounds {
      try contest.add(study.search(store: ForgetfulStore()), of: study)
      try contest.add(everyTrial.search(store: ForgetfulStore()), of: everyTrial, variant: "evaluated")
      contest.runPeers()
    }
    return contest.figures
  }

  private func stored(_ folder: ScratchFolder, _ table: String) throws -> [Figure] {
    let study = try TabularStudy(trials: 200_000, folder: folder.path)
    var contest = Contest(
      "search.stored",
      peers: [
        PythonPeer(
          "plain Python loop with sqlite3", ["regularized_evolution.py", table, "50000", "--store", folder.path]),
        PythonPeer("Optuna, NSGA-II on SQLite", ["optuna_search.py", table, "20", "--store", folder.path]),
      ])
    for round in 0..<Self.rounds {
      let store = try StudyStore.create(in: "\(folder.path)/study\(round)", facts: [:])
      try contest.add(study.search(store: store), of: study)
      contest.runPeers()
    }
    return contest.figures
  }
}
