import NASCommands
import Testing

@Suite struct TintTests {
  @Test(arguments: [
    ("none", Tint.nothing), ("skip_connect", .skip), ("nor_conv_1x1", .convolution), ("nor_conv_3x3", .wideConvolution),
    ("avg_pool_3x3", .pool), ("linear, 10", .linear), ("relu", .other),
  ])
  func goesByTheOperation(name: String, tint: Tint) { #expect(Tint(of: name) == tint) }
}
