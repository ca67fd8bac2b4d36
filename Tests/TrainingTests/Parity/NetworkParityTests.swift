import NASPlugin
import Testing
import Training

/// Whole networks through twenty steps of SGD, against PyTorch: losses, logits, gradients, weights and statistics.
///
/// Two exact computations in fp32 differ by rounding, and where a number that goes into a ReLU is near zero, rounding
/// decides whether its gradient passes: at such kinks the gradients of two right programs differ by percents, and after a
/// few steps nothing is comparable. So there are four comparisons, each strict in what it compares.
@Suite(.enabled(if: PythonReference.isThere, PythonReference.whyMissing))
struct NetworkParityTests {
  private static let answers = Result {
    let cases = [NetworkCases.guided, NetworkCases.alike, NetworkCases.free, NetworkCases.reformatted]
    return try PythonReference.answers(cases.flatMap { $0 })
  }

  /// The networks as they are: in one memory format both sides round alike, so no kink is met on different sides.
  @Test(arguments: NetworkCases.guided) func stepsAsPyTorchDoes(parity: ParityCase) throws {
    try parity.expectParity(Self.answers.get())
  }

  /// Twenty steps on end, each side with its own weights, where both sides compute bit for bit the same.
  @Test(arguments: NetworkCases.alike) func trainsAsPyTorchDoes(parity: ParityCase) throws {
    try parity.expectParity(Self.answers.get())
  }

  /// Twenty steps on end where there are no kinks, against PyTorch as it comes.
  @Test(arguments: NetworkCases.free) func trainsAsPyTorchDoesWithoutKinks(parity: ParityCase) throws {
    try parity.expectParity(Self.answers.get())
  }

  /// Losses and logits do not jump at kinks: they agree with PyTorch in its own memory format too.
  @Test(arguments: NetworkCases.reformatted) func hasTheLossesOfPyTorchsOwnFormat(parity: ParityCase) throws {
    try parity.expectParity(Self.answers.get()) { $0.hasSuffix("/loss") || $0.hasSuffix("/logits") }
  }
}
