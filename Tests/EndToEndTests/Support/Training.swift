import Foundation

/// A study with real training that takes seconds.
enum Training {
  /// Why it cannot run here; nil where it can.
  static let obstacle: String? = {
    let folder = URL(fileURLWithPath: Program.path).deletingLastPathComponent().path
    if !FileManager.default.fileExists(atPath: "/usr/share/datasets/fashion-mnist") {
      return "the package dataset-fashion-mnist is missing"
    }
    if !FileManager.default.fileExists(atPath: folder + "/libTorchShim.so") { return "libTorchShim.so is not built" }
    return nil
  }()

  /// Random search over eight tiny networks, one epoch each.
  static func study() throws -> Study {
    try Study(
      """
      name: train
      seed: 5
      data: { use: fashion-mnist, train: 300, validation: 200 }
      space: { use: nas-bench-201, channels: 2, cells: 1 }
      strategy: { use: regularized-evolution, population: 4, sample_size: 2 }
      evaluator: { use: train-and-validate, recipe: { epochs: 1, batch_size: 50 } }
      objective: { maximize: accuracy }
      budget: { trials: 8 }

      """)
  }
}
