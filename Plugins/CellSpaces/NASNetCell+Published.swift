import NASPlugin

extension NASNetCell: Publishing {
  /// NASNet-A and those AmoebaNets whose operations are among NASNet's; none where cells do not have five blocks.
  var published: [PublishedArchitecture] { Self.literature.compactMap { $0.entry(in: self) } }

  private static let nasnetA = """
    normal: sep_conv_5x5 0 + sep_conv_3x3 1, sep_conv_5x5 1 + sep_conv_3x3 1, avg_pool_3x3 0 + skip_connect 1, \
    avg_pool_3x3 1 + avg_pool_3x3 1, sep_conv_3x3 0 + skip_connect 0 | \
    reduction: sep_conv_5x5 0 + sep_conv_7x7 1, max_pool_3x3 0 + sep_conv_7x7 1, avg_pool_3x3 0 + sep_conv_5x5 1, \
    skip_connect 3 + avg_pool_3x3 2, sep_conv_3x3 2 + max_pool_3x3 0
    """

  private static let amoebaNetA = """
    normal: avg_pool_3x3 0 + max_pool_3x3 0, sep_conv_3x3 1 + skip_connect 1, skip_connect 0 + avg_pool_3x3 1, \
    sep_conv_3x3 0 + sep_conv_5x5 2, avg_pool_3x3 5 + sep_conv_3x3 0 | \
    reduction: sep_conv_3x3 1 + avg_pool_3x3 0, max_pool_3x3 0 + sep_conv_7x7 2, max_pool_3x3 1 + max_pool_3x3 0, \
    sep_conv_3x3 4 + conv_7x1_1x7 0, avg_pool_3x3 1 + sep_conv_7x7 0
    """

  private static let amoebaNetC = """
    normal: avg_pool_3x3 0 + sep_conv_3x3 0, skip_connect 0 + sep_conv_3x3 0, avg_pool_3x3 2 + sep_conv_3x3 1, \
    skip_connect 0 + sep_conv_3x3 1, avg_pool_3x3 3 + sep_conv_3x3 0 | \
    reduction: max_pool_3x3 0 + max_pool_3x3 0, sep_conv_7x7 2 + sep_conv_3x3 0, sep_conv_7x7 0 + max_pool_3x3 1, \
    sep_conv_5x5 4 + sep_conv_5x5 4, max_pool_3x3 1 + sep_conv_3x3 1
    """

  // The published cells give some states that their own blocks read.
  private static let nasnetOutputs = ["normal_output=unused+1", "reduction_output=unused+3"]
  private static let amoebaNetAForm = [
    "normal_output=unused+1", "reduction_output=unused+2+4", "paired_convolution=bottleneck",
  ]
  private static let amoebaNetCForm = ["normal_output=unused+1+2", "reduction_output=unused+0+2+4"]

  private static func cifar(channels: Int) -> [String] { ["skeleton=cifar", "channels=\(channels)", "cells=6"] }

  private static func mobile(channels: Int) -> [String] {
    ["skeleton=imagenet", "channels=\(channels)", "cells=4", "stem_multiplier=1", "dropout=0.5"]
  }

  private static let large = [
    "skeleton=imagenet", "channels=168", "cells=6", "skip_reduction_layer_input=true", "drop_path=0.3", "dropout=0.5",
  ]

  private static let nasnet = "Zoph et al. 2018, TF-slim"
  private static let amoebaNet = "Real et al. 2019, code of AmoebaNet"

  private static let literature: [PublishedText] = [
    PublishedText(
      name: "nasnet-a", text: nasnetA, settings: cifar(channels: 32) + nasnetOutputs,
      source: "\(nasnet): 6 @ 768, CIFAR-10, 3.3M parameters, 3.41 % error, 2.65 with cutout"),
    PublishedText(
      name: "nasnet-a-mobile", text: nasnetA, settings: mobile(channels: 44) + nasnetOutputs,
      source: "\(nasnet): 4 @ 1056, ImageNet 224×224, 5.3M parameters, 564M multiply-adds, 74.0 / 91.6"),
    PublishedText(
      name: "nasnet-a-large", text: nasnetA, settings: large + nasnetOutputs,
      source: "\(nasnet): 6 @ 4032, ImageNet 331×331, 88.9M parameters, 23.8B multiply-adds, 82.7 / 96.2"),
    PublishedText(
      name: "amoebanet-a", text: amoebaNetA, settings: cifar(channels: 36) + amoebaNetAForm,
      source: "\(amoebaNet): N=6 F=36, CIFAR-10, 3.2M parameters, 3.34 ± 0.06 % error"),
    PublishedText(
      name: "amoebanet-a-mobile", text: amoebaNetA, settings: mobile(channels: 50) + amoebaNetAForm,
      source: "\(amoebaNet): N=4 F=50, ImageNet 224×224, 5.1M parameters, 555M multiply-adds, 74.5 / 92.0"),
    PublishedText(
      name: "amoebanet-c-mobile", text: amoebaNetC, settings: mobile(channels: 50) + amoebaNetCForm,
      source: "\(amoebaNet): N=4 F=50, ImageNet 224×224, 6.4M parameters"),
  ]
}
