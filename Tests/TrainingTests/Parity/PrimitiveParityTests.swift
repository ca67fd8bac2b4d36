import NASPlugin
import Testing
import Training

/// Every primitive alone against PyTorch: what it computes, and its gradients by the input and by its weights.
///
/// Behind the primitive stands a convolution as large as its output, with as many logits as images: the gradient of that
/// convolution's weights is the primitive's output, mixed over the batch.
@Suite(.enabled(if: PythonReference.isThere, PythonReference.whyMissing))
struct PrimitiveParityTests {
  private static let answers = Result { try PythonReference.answers(PrimitiveCases.all()) }

  @Test(arguments: try PrimitiveCases.all()) func computesWhatPyTorchDoes(parity: ParityCase) throws {
    try parity.expectParity(Self.answers.get())
  }

  @Test func coversEveryPrimitive() throws {
    let words = Set(
      try PrimitiveCases.all().flatMap { $0.network.nodes.compactMap { $0.json["operation"] as? String } })
    // Dropout and drop path draw masks of their own, and a choice is a supernet's.
    let all: Set = [
      "input", "conv2d", "linear", "batchNorm", "relu", "relu6", "hardSwish", "sigmoid", "tanh", "maxPool", "avgPool",
      "globalAvgPool", "add", "multiply", "concat", "slice", "padChannels", "truncateChannels", "pad", "resizeNearest",
      "channelShuffle", "identity", "zero", "auxiliaryOutput",
    ]
    #expect(words == all)
  }
}
