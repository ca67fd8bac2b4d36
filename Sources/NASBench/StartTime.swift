import NASPlugin
import PluginHosting

/// Milliseconds from starting `nas` to its end, for commands that people type all the time.
struct StartTime: Measurement {
  let names = ["start.help", "start.list"]
  private static let starts = 20
  /// What it is compared with: how long Python takes until Optuna can be used.
  private static let peer = (name: "python3 -c 'import optuna'", command: ["python3", "-c", "import optuna"])

  func run(_ selection: Selection) throws -> [Figure] {
    let wanted = names.filter(selection.wants)
    let hasPeer = isUsable(Self.peer.command)
    if !hasPeer { BenchSuite.say("no figure for '\(Self.peer.name)': it fails here") }
    var (ours, theirs) = (wanted.map { _ in Samples() }, Samples())
    for round in 0..<Self.starts {
      for (index, name) in wanted.enumerated() { ours[index].add(try milliseconds(command(name))) }
      if hasPeer, round.isMultiple(of: 4) { theirs.add(try milliseconds(Self.peer.command)) }
    }
    return zip(wanted, ours).compactMap { name, samples in
      samples.median.map { Figure(name, $0, "ms", against: theirs.median.map { (Self.peer.name, $0) }) }
    }
  }

  private func command(_ name: String) -> [String] {
    [Program.folder + "/nas", name == "start.help" ? "--help" : "list"]
  }

  private func isUsable(_ command: [String]) -> Bool { (try? ChildProcess(command))?.status == 0 }

  private func milliseconds(_ command: [String]) throws -> Double {
    let child = try ChildProcess(command)
    guard child.status == 0 else {
      throw NASError(.failed, "'\(command.joined(separator: " "))' fails", hint: "run make build")
    }
    return child.seconds * 1e3
  }
}
