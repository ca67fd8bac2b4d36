import NASPlugin

/// How often a network of blocks halves its images.
enum Skeleton: String, OptionChoice {
  /// As `imagenet` for images of at least 128 pixels on both sides, else as `cifar`.
  case auto
  /// The stem and the first stage keep height and width, so that 32 pixels end as 4.
  case cifar
  /// As published: height and width are halved five times.
  case imagenet

  /// Whether the first two halvings are there.
  func isImageNet(_ task: LearningTask) -> Bool {
    switch self {
    case .auto: task.height >= 128 && task.width >= 128
    case .cifar: false
    case .imagenet: true
    }
  }

  /// The strides of the stem and of the first stage.
  func firstStride(_ task: LearningTask) -> Int { isImageNet(task) ? 2 : 1 }
}
