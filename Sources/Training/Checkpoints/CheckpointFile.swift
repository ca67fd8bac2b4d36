import Foundation
import NASPlugin
import Safetensors
import Tensors

/// A training on disk: weights, statistics, the optimizer's memory, and what was reported; one safetensors file.
///
/// All draws of a training are made from streams named by epoch and step, so no state of a generator is needed.
final class CheckpointFile {
  private static let reports = "reports"
  private let place: CheckpointPlace
  private let state: [Module.NamedTensor]
  private var written = ContinuousClock.now

  /// The file of a training whose tensors are these.
  init(_ place: CheckpointPlace, state: [Module.NamedTensor]) { (self.place, self.state) = (place, state) }

  /// Fills the tensors and says what was done; nil where nothing was written yet.
  ///
  /// Throws where the file is of another training or is damaged; the tensors are then as they were.
  func load() throws -> TrainingProgress? {
    guard FileManager.default.fileExists(atPath: place.path) else { return nil }
    let file = try SafetensorsFile(path: place.path)
    guard file.metadata["training"] == place.training, let step = file.metadata["step"].flatMap({ Int($0) }),
      let epoch = file.metadata["epoch"].flatMap({ Int($0) }), let reports = file.entries[Self.reports]
    else { throw foreign("it was written by another training") }
    let values = try state.map { part in
      guard let entry = file.entries[part.name], try entry.shape == part.tensor.shape else {
        throw foreign("'\(part.name)' is missing or of another shape")
      }
      return try entry.floats()
    }
    for (part, values) in zip(state, values) {
      try part.tensor.copy(from: try Tensor(values, shape: try part.tensor.shape))
    }
    return TrainingProgress(step: step, epoch: epoch, reports: ReportRows.reports(reports))
  }

  private func foreign(_ why: String) -> NASError {
    NASError(
      .invalid, "the checkpoint '\(place.path)' does not fit this training: \(why)",
      hint: "remove it to train from the start")
  }

  /// Writes the training down where the last writing is long enough ago.
  func save(_ progress: TrainingProgress) throws {
    guard (ContinuousClock.now - written) / .seconds(1) >= place.interval else { return }
    var entries = [Self.reports: ReportRows.entry(progress.reports)]
    for part in state { entries[part.name] = .init(shape: try part.tensor.shape, values: try part.tensor.floats()) }
    let facts = ["training": place.training, "step": "\(progress.step)", "epoch": "\(progress.epoch)"]
    try SafetensorsFile(entries, metadata: facts).write(to: place.path)
    written = .now
  }

  /// Removes the file, where there is one.
  func remove() { unlink(place.path) }
}
