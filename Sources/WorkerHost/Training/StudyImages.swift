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

  /// Opens both parts; throws what is missing, damaged or not what was planned for.
  init(_ plan: DataPlan, seed: UInt64, cache: String) throws {
    let dataset = try DatasetCatalog(cache: cache).open(DatasetRequest(plan))
    try Self.check(dataset.description, plan)
    (train, testImages) = try (dataset.images(.train), dataset.images(.test))
    normalization = try dataset.normalization()
    // One stream of the study's seed: every worker and every resumption draws the same split.
    split = try Split.make(
      count: train.count, train: .count(plan.train), validation: .count(plan.validation),
      stratifiedBy: plan.stratified ? train.allLabels : nil, source: RandomSource(seed: seed).source("data"))
    (task, testCount) = (plan.task, min(plan.test, testImages.count))
  }

  /// The networks were planned for one kind of image; files may have been replaced since.
  private static func check(_ found: DatasetDescription, _ plan: DataPlan) throws {
    let task = LearningTask(
      channels: found.shape.channels, height: found.shape.height, width: found.shape.width, classes: found.classes)
    guard task != plan.task else { return }
    func words(_ task: LearningTask) -> String {
      "\(task.channels) x \(task.height) x \(task.width) in \(task.classes) classes"
    }
    throw NASError(
      .invalid, "the images of \(plan.use) are \(words(task)), where the plan has \(words(plan.task))",
      hint: "put the files back that the study was planned with, or begin a new study")
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

extension DatasetRequest {
  /// What a plan asks for.
  fileprivate init(_ plan: DataPlan) {
    self.init(name: plan.use, path: plan.path, size: plan.size, classes: plan.classes)
  }
}
