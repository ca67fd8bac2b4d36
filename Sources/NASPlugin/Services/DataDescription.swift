import CNASPlugin

/// The data set of a study: what its images are, and how many stand in each split.
public struct DataDescription: Sendable, Equatable {
  /// The name in study files, such as `cifar10`.
  public var name: String
  /// The shape of the images and the number of classes.
  public var task: LearningTask
  /// Images that networks are trained on during the search.
  public var train: Int
  /// Images that candidates are compared on; none of them is trained on.
  public var validation: Int
  /// Images held back for the final report.
  public var test: Int

  /// A data set with its splits.
  public init(name: String, task: LearningTask, train: Int, validation: Int, test: Int) {
    (self.name, self.task, self.train, self.validation, self.test) = (name, task, train, validation, test)
  }

  init(_ service: nas_dataset_service) {
    let task = LearningTask(
      channels: Int(service.task.channels), height: Int(service.task.height), width: Int(service.task.width),
      classes: Int(service.task.classes))
    self.init(
      name: String(service.name), task: task, train: Int(service.train), validation: Int(service.validation),
      test: Int(service.test))
  }
}
