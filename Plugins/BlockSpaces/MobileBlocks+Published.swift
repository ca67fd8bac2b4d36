import NASPlugin

extension MobileBlocks: Publishing {
  var published: [PublishedArchitecture] {
    let imageNet = LearningTask(channels: 3, height: 224, width: 224, classes: 1_000)
    let skip = Int32(Self.skip)
    let proxyless = [2, skip, skip, skip, 4, skip, skip, 0, 5, skip, skip, 2, 3, skip, 0, 2, 5, 5, 5, 3, 5]
    let rlnas = [2, 0, skip, 2, 2, 0, 2, 4, 0, 4, 4, 2, 4, 2, 4, 2, 0, 0, 0, 2, 2]
    return [
      PublishedArchitecture(
        "proxylessnas-gpu", Architecture(proxyless), settings: ["skeleton=imagenet"], task: imageNet,
        source: "Cai, Zhu & Han 2019, ProxylessNAS for GPUs: ImageNet 224×224, 7.1M parameters, 75.1 / 92.5"),
      PublishedArchitecture(
        "rlnas", Architecture(rlnas), settings: ["skeleton=imagenet", "dropout=0.2"], task: imageNet,
        source: "Zhang et al. 2021, RLNAS: ImageNet 224×224, 5.3M parameters, 473M multiply-adds, 75.6 / 92.6"),
    ]
  }
}
