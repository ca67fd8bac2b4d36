import NASPlugin

/// Nanoseconds of one call through the plugin boundary: six tokens there, a status back.
struct BoundarySpeed: Measurement {
  let names = ["plugin.call"]

  func run(_ selection: Selection) throws -> [Figure] {
    let space = try TabularStudy(trials: 1, folder: "/").space()
    let architecture = Architecture([0, 1, 2, 3, 4, 0])
    var samples = Samples()
    let calls = 1_000_000
    for _ in 0..<9 {
      let watch = try Stopwatch { for _ in 0..<calls { try space.validate(architecture) } }
      samples.add(watch.wall * 1e9 / Double(calls))
    }
    return samples.median.map { [Figure("plugin.call", $0, "ns")] } ?? []
  }
}
