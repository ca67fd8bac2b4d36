import Datasets
import NASPlugin
import Planning
import Training
import Workers

/// The images of a study: the data set, its seeded split, and batches to measure on.
struct StudyImages {
  /// The data set, read from its files or from the cache.
  let train: ImageSet
  let split: Split
  let task: LearningTask
  private let testImages: ImageSet
  private let testCount: Int
  private let normalization: Normalization

  /// Opens both parts; throws what is missing or damaged, by file.
  init(_ plan: DataPlan, seed: UInt64, cache: String) throws {
    let catalog = DatasetCatalog.standard
    normalization = Normalization(try catalog.describe(name: plan.use, path: plan.path))
    train = try catalog.images(name: plan.use, path: plan.path, part: .train, cache: cache)
    testImages = try catalog.images(name: plan.use, path: plan.path, part: .test, cache: cache)
    // One stream of the study's seed: every worker and every resumption draws the same split.
    split = try Split.make(
      count: train.count, train: .count(plan.train), validation: .count(plan.validation),
      source: RandomSource(seed: seed).source("data"))
    (task, testCount) = (plan.task, min(plan.test, testImages.count))
  }

  /// The training split, with the validation split to measure after every epoch.
  func searching() throws -> TrainingData {
    var data = TrainingData(images: train, indices: split.train, normalization: normalization)
    if !split.validation.isEmpty { data.validation = try batches(.validation) }
    return data
  }

  /// Every training image of the data set, whatever the search split off: the winner learns from all of them.
  func retraining() -> TrainingData {
    TrainingData(images: train, indices: Array(0..<train.count), normalization: normalization)
  }

  /// Images in order and as they are, to measure on.
  func batches(_ part: TrainableModule.Split) throws -> BatchMaker {
    switch part {
    case .train: try TrainingData.plain(train, split.train, normalization)
    case .validation: try TrainingData.plain(train, split.validation, normalization)
    case .test: try TrainingData.plain(testImages, Array(0..<testCount), normalization)
    }
  }
}
