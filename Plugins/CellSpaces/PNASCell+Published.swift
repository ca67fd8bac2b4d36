import NASPlugin

extension PNASCell: Publishing {
  /// PNASNet-5; none where cells have fewer than five blocks.
  var published: [PublishedArchitecture] { Self.literature.compactMap { $0.entry(in: self) } }

  private static let pnasnet5 = """
    sep_conv_5x5 1 + max_pool_3x3 1, sep_conv_7x7 0 + max_pool_3x3 0, sep_conv_5x5 0 + sep_conv_3x3 0, \
    sep_conv_3x3 4 + max_pool_3x3 0, sep_conv_3x3 1 + skip_connect 0
    """

  private static let source = "Liu et al. 2018, TF-slim"

  private static let literature: [PublishedText] = [
    PublishedText(
      name: "pnasnet-5", text: pnasnet5, settings: ["skeleton=cifar", "channels=48", "cells=3"],
      source: "\(source): N=3 F=48, CIFAR-10, 3.2M parameters, 3.41 ± 0.09 % error"),
    PublishedText(
      name: "pnasnet-5-mobile", text: pnasnet5,
      settings: ["skeleton=imagenet", "channels=54", "cells=3", "stem_multiplier=1", "dropout=0.5"],
      source: "\(source): N=3 F=54, ImageNet 224×224, 5.1M parameters, 588M multiply-adds"),
    PublishedText(
      name: "pnasnet-5-large", text: pnasnet5,
      settings: ["skeleton=imagenet", "channels=216", "cells=4", "drop_path=0.4", "dropout=0.5"],
      source: "\(source): N=4 F=216, ImageNet 331×331, 86.1M parameters, 25.0B multiply-adds, 82.9 / 96.2"),
  ]
}
