import NASPlugin

extension ShuffleBlocks: Publishing {
  var published: [PublishedArchitecture] {
    let tokens = [2, 1, 0, 1, 2, 0, 2, 0, 2, 0, 2, 3, 0, 0, 0, 0, 3, 2, 3, 3] as [Int32]
    return [
      PublishedArchitecture(
        "spos", Architecture(tokens), settings: ["skeleton=imagenet"],
        task: LearningTask(channels: 3, height: 224, width: 224, classes: 1_000),
        source:
          "Guo et al. 2020, Single Path One-Shot: ImageNet 224×224, 3.5M parameters, 323M multiply-adds, 25.6 % error")
    ]
  }
}
