import NASPlugin

/// How quickly spaces answer through the boundary, on one core: the least of the cell spaces, and each; and costs.
struct SpaceSpeed: Measurement {
  private static let cells = ["nas-bench-201", "nasnet-cell", "pnas-cell", "darts-cell"]
  private let rounds = 7

  let names = ["space.cells", "space.macs"]

  func run(_ selection: Selection) throws -> [Figure] {
    try (selection.wants("space.cells") ? cells() : []) + (selection.wants("space.macs") ? [try macs()] : [])
  }

  private func space(_ name: String) throws -> ForeignSpace {
    try TabularStudy(trials: 1, folder: "/", settings: ["space={ use: \(name) }"]).space()
  }

  /// Architectures sampled, mutated and brought to their canonical form in a second.
  private func cells() throws -> [Figure] {
    let figures = try Self.cells.compactMap { name in
      try median(of: try handled(space(name))).map { Figure("space.cells.\(name)", $0, "per second") }
    }
    return (figures.map(\.value).min().map { [Figure("space.cells", $0, "per second")] } ?? []) + figures
  }

  /// A round in which each of many architectures is sampled, mutated and made canonical.
  private func handled(_ space: ForeignSpace) throws -> () throws -> Double {
    var random = RandomStream(seed: 1)
    let count = 50_000
    return {
      let watch = try Stopwatch {
        for _ in 0..<count {
          let child = try space.mutation(of: space.sample(&random), rate: nil, &random)?.child
          if let child { _ = try space.canonical(child) }
        }
      }
      return Double(count) / watch.wall
    }
  }

  /// All architectures of NAS-Bench-201, parameters and multiply-accumulates each, in a second.
  private func macs() throws -> Figure {
    let space = try space("nas-bench-201")
    guard let all = space.enumerable else {
      throw NASError(.unimplemented, "the space cannot number its architectures")
    }
    let architectures = try (0..<all.count).map { try all.architecture(at: $0) }
    let speed = try median(of: {
      let watch = try Stopwatch { for one in architectures { _ = try space.counted(one, task: .cifar10) } }
      return Double(architectures.count) / watch.wall
    })
    return Figure("space.macs", speed ?? .nan, "per second")
  }

  private func median(of round: () throws -> Double) throws -> Double? {
    var samples = Samples()
    for _ in 0..<rounds { samples.add(try round()) }
    return samples.median
  }
}
