import NASPlugin

/// What a command line says of the images and classes that a network is for.
struct TaskOptions {
  /// Channels, height and width, such as `3x224x224`.
  let input: String?
  let classes: Int?

  /// A task with what was said put in its place.
  func changing(_ task: LearningTask) throws -> LearningTask {
    var task = task
    if let input {
      let sizes = input.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
      guard sizes.count == 3, let channels = sizes[0], let height = sizes[1], let width = sizes[2],
        [channels, height, width].allSatisfy({ (1...65_536).contains($0) })
      else {
        throw NASError(.invalid, "--input '\(input)' is not of the form 3x224x224", hint: "channels, height, width")
      }
      (task.channels, task.height, task.width) = (channels, height, width)
    }
    if let classes {
      guard (1...1_000_000).contains(classes) else {
        throw NASError(.invalid, "--classes \(classes) is outside 1 to 1000000", hint: "give a positive number")
      }
      task.classes = classes
    }
    return task
  }
}
