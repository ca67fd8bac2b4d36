import NASPlugin

extension NASBench201: Publishing {
  var published: [PublishedArchitecture] {
    [
      PublishedArchitecture(
        "resnet", Architecture([3, 0, 3, 1, 0, 1]),
        source: "Dong & Yang 2020, the cell of a residual network: CIFAR-10 valid 90.83, test 93.97"),
      PublishedArchitecture(
        "best-cifar10-valid", Architecture([3, 3, 3, 1, 3, 2]),
        source: "Dong & Yang 2020, the cell that is best on CIFAR-10 valid: 1.07M parameters, 153M multiply-adds"),
    ]
  }
}
