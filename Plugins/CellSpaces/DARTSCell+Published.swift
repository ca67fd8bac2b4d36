import NASPlugin

extension DARTSCell: Publishing {
  var published: [PublishedArchitecture] { Self.literature.compactMap { $0.entry(in: self) } }

  private static let v1 = """
    normal: sep_conv_3x3 1, sep_conv_3x3 0, skip_connect 0, sep_conv_3x3 1, skip_connect 0, sep_conv_3x3 1, \
    sep_conv_3x3 0, skip_connect 2 | \
    reduce: max_pool_3x3 0, max_pool_3x3 1, skip_connect 2, max_pool_3x3 0, max_pool_3x3 0, skip_connect 2, \
    skip_connect 2, avg_pool_3x3 0
    """

  private static let v2 = """
    normal: sep_conv_3x3 0, sep_conv_3x3 1, sep_conv_3x3 0, sep_conv_3x3 1, sep_conv_3x3 1, skip_connect 0, \
    skip_connect 0, dil_conv_3x3 2 | \
    reduce: max_pool_3x3 0, max_pool_3x3 1, skip_connect 2, max_pool_3x3 1, max_pool_3x3 0, skip_connect 2, \
    skip_connect 2, max_pool_3x3 1
    """

  private static let rlnasCIFAR = """
    normal: sep_conv_5x5 0, sep_conv_3x3 1, dil_conv_3x3 0, sep_conv_5x5 2, sep_conv_3x3 0, dil_conv_5x5 3, \
    dil_conv_5x5 1, dil_conv_3x3 2 | \
    reduce: sep_conv_5x5 0, dil_conv_3x3 1, sep_conv_3x3 0, sep_conv_5x5 2, dil_conv_3x3 1, sep_conv_3x3 3, \
    max_pool_3x3 1, sep_conv_5x5 2
    """

  private static let rlnas600M = """
    normal: sep_conv_3x3 0, sep_conv_3x3 1, skip_connect 1, sep_conv_3x3 2, sep_conv_3x3 1, sep_conv_3x3 2, \
    skip_connect 0, sep_conv_3x3 4 | \
    reduce: sep_conv_3x3 0, max_pool_3x3 1, sep_conv_3x3 0, skip_connect 1, sep_conv_3x3 0, dil_conv_3x3 1, \
    skip_connect 0, sep_conv_3x3 1
    """

  private static let rlnasFree = """
    normal: sep_conv_3x3 0, sep_conv_3x3 1, sep_conv_3x3 1, sep_conv_3x3 2, sep_conv_3x3 0, sep_conv_5x5 1, \
    sep_conv_3x3 0, sep_conv_3x3 1 | \
    reduce: sep_conv_3x3 0, sep_conv_3x3 1, sep_conv_5x5 0, sep_conv_3x3 2, sep_conv_5x5 0, sep_conv_5x5 2, \
    sep_conv_3x3 2, sep_conv_3x3 4
    """

  private static let cifar = ["skeleton=cifar", "channels=36", "layers=20"]
  private static let imageNet = ["skeleton=imagenet", "channels=48", "layers=14"]
  private static let darts = "Liu, Simonyan & Yang 2019"
  private static let rlnas = "Zhang et al. 2021, RLNAS"

  private static let literature: [PublishedText] = [
    PublishedText(
      name: "darts-v1", text: v1, settings: cifar,
      source: "\(darts), first order: CIFAR-10, 3.3M parameters, 3.00 ± 0.14 % error"),
    PublishedText(
      name: "darts-v2", text: v2, settings: cifar,
      source: "\(darts), second order: CIFAR-10, 3.3M parameters, 2.76 ± 0.09 % error"),
    PublishedText(
      name: "darts-v2-imagenet", text: v2, settings: imageNet,
      source: "\(darts), second order: ImageNet 224×224, 4.7M parameters, 26.7 / 8.7 % error"),
    PublishedText(
      name: "rlnas-cifar", text: rlnasCIFAR, settings: imageNet,
      source: "\(rlnas), searched on CIFAR-10: ImageNet 224×224, 5.7M parameters, 629M multiply-adds, 76.0 / 92.9"),
    PublishedText(
      name: "rlnas-imagenet", text: rlnas600M, settings: imageNet,
      source: "\(rlnas), at most 600M: ImageNet 224×224, 5.5M parameters, 597M multiply-adds, 75.9 / 92.9"),
    PublishedText(
      name: "rlnas-imagenet-unconstrained", text: rlnasFree, settings: imageNet,
      source: "\(rlnas), without a bound on multiply-adds: ImageNet 224×224"),
  ]
}
