import Foundation
import NASPlugin

/// All measurements: runs those whose names begin with a prefix, prints a table and leaves the figures in a file.
package struct BenchSuite {
  /// Where the figures go, from the checkout's root.
  static let output = ".build/bench.json"

  private let measurements: [any Measurement] = [
    SearchSpeed(), BoundarySpeed(), WorkerSpeed(), StartTime(), SpaceSpeed(), TrainingSpeed(),
  ]

  /// The suite of this version.
  package init() {}

  /// Runs the command `nas-bench-suite [PREFIX]` in the checkout's root; says the exit status.
  package static func main(_ arguments: [String]) -> Int32 {
    if arguments.first == TrainingWorker.argument { return TrainingWorker.main(Array(arguments.dropFirst())) }
    do {
      guard arguments.count <= 1 else {
        throw NASError(.invalid, "nas-bench-suite takes one prefix", hint: "for instance: make bench ONLY=search")
      }
      try BenchSuite().run(prefix: arguments.first ?? "")
      return 0
    } catch {
      say("\(error)")
      return 2
    }
  }

  /// Tells people something beside the figures.
  static func say(_ line: String) { FileHandle.standardError.write(Data("bench: \(line)\n".utf8)) }

  private func run(prefix: String) throws {
    let selection = Selection(prefix: prefix)
    let chosen = measurements.filter { $0.names.contains(where: selection.wants) }
    guard !chosen.isEmpty else {
      let known = measurements.flatMap(\.names).joined(separator: ", ")
      throw NASError(.invalid, "no measurement begins with '\(prefix)'", hint: "there are \(known)")
    }
    let figures = try chosen.flatMap { measurement in
      Self.say("measuring \(measurement.names.filter(selection.wants).joined(separator: ", "))")
      return try measurement.run(selection).filter { $0.name.hasPrefix(prefix) }
    }
    print(FigureTable(figures).text)
    try write(figures)
  }

  private func write(_ figures: [Figure]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    do {
      try encoder.encode(figures).write(to: URL(fileURLWithPath: Self.output), options: .atomic)
    } catch {
      throw NASError(.failed, "cannot write \(Self.output): \(error)", hint: "run make bench in the checkout's root")
    }
  }
}
