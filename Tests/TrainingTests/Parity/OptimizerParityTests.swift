import NASPlugin
import Testing
import Training

/// Every rule through twelve steps, against `torch.optim`; label smoothing against `torch.nn.functional.cross_entropy`.
///
/// Weights and running statistics are compared after every step. TensorFlow's RMSProp, which PyTorch lacks, is written out
/// in the script.
@Suite(.enabled(if: PythonReference.isThere, PythonReference.whyMissing))
struct OptimizerParityTests {
  private static let answers = Result { try PythonReference.answers(OptimizerCases.all) }

  @Test(arguments: OptimizerCases.all) func movesTheWeightsAsPyTorchDoes(parity: ParityCase) throws {
    try parity.expectParity(Self.answers.get())
    try parity.expectSameMoves(Self.answers.get())
  }

  @Test func coversEveryRule() throws {
    let rules = Set(try OptimizerCases.all.map { try $0.recipe.optimizer.value })
    #expect(rules == [.sgd, .adam, .adamw, .rmsprop, .rmspropTF])
  }
}
