import NASPlugin

/// How a network of cells begins.
enum Skeleton: String, OptionChoice {
  /// As `imagenet` for images of at least 128 pixels on both sides, else as `cifar`.
  case auto
  /// One convolution.
  case cifar
  /// Convolutions or cells that divide height and width by eight.
  case imagenet

  /// Whether the stem is the one for large images.
  func isImageNet(_ task: LearningTask) -> Bool {
    switch self {
    case .auto: task.height >= 128 && task.width >= 128
    case .cifar: false
    case .imagenet: true
    }
  }

  /// Refuses images that have no pixels left before the last halving.
  func validate(_ task: LearningTask, smallest: Int, space: String) throws {
    let least = isImageNet(task) ? smallest : 3
    guard task.height >= least, task.width >= least, task.channels > 0, task.classes > 0 else {
      throw NASError(
        .invalid, "\(space) cannot halve images of \(task.height)×\(task.width) pixels as often as its skeleton does",
        hint: isImageNet(task) ? "use skeleton: cifar, or images of \(least) pixels" : "use images of \(least) pixels")
    }
  }
}
