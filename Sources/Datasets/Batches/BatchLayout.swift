/// The order of a batch's values in memory.
package enum BatchLayout: String, Sendable {
  /// N x C x H x W: plane after plane.
  case planar
  /// N x H x W x C: all channels of a pixel side by side; what libtorch calls channels-last.
  case channelsLast
}
