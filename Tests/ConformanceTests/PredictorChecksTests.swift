import NASPlugin
import NASPluginTesting
import Testing

/// Predicts the mean of what it saw, and breaks one promise.
private struct BrokenPredictor: Predictor, Component {
  enum Flaw: String, OptionChoice {
    case none, negativeVariance, dividesByZero, unstable, learnsOn, dependsOnOrder, tooFew
  }
  struct Configuration: ComponentConfiguration {
    var flaw = Option(Flaw.none, "What is wrong.")
  }
  static let descriptor = ComponentDescriptor(name: "broken", summary: "Breaks a promise.")
  nonisolated(unsafe) static var calls = 0.0

  let flaw: Flaw
  var values: [Double] = []

  init(configuration: Configuration, context: ComponentContext) { flaw = configuration.flaw.value }

  mutating func fit(_ architectures: [Architecture], values: [Double]) {
    Self.calls += 1
    self.values = flaw == .learnsOn ? self.values + values : values
  }

  mutating func predict(_ architectures: [Architecture]) -> [Prediction] {
    let mean = values.reduce(0, +) / Double(values.count)
    let divisor = flaw == .dividesByZero ? Double(values.count - 1) : Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / divisor
    let all = architectures.enumerated().map { row, architecture in
      var prediction = Prediction(mean: mean + Double(architecture.tokens[0]), variance: variance)
      if flaw == .negativeVariance { prediction.variance = -1 }
      if flaw == .unstable { prediction.mean += Self.calls }
      if flaw == .dependsOnOrder { prediction.mean += Double(row) }
      return prediction
    }
    return flaw == .tooFew ? Array(all.dropLast()) : all
  }
}

@Suite(.serialized) struct PredictorChecksTests {
  private let plugin = InProcessPlugin {
    BrokenPredictor.self
    ToySpace.self
  }

  private func violations(_ flaw: BrokenPredictor.Flaw) throws -> [Violation] {
    let space = try plugin.space("toy")
    return checkPredictor(over: space) {
      try plugin.predictor("broken", options: [("flaw", .text(flaw.rawValue))], over: space)
    }
  }

  @Test func withoutFlawNothingIsFound() throws { #expect(try violations(.none) == []) }

  @Test(arguments: [
    (BrokenPredictor.Flaw.negativeVariance, "finite"), (.dividesByZero, "finite"), (.unstable, "reproducible"),
    (.learnsOn, "refit"), (.dependsOnOrder, "independent"), (.tooFew, "fit"),
  ])
  fileprivate func findsEachFlaw(flaw: BrokenPredictor.Flaw, violation: String) throws {
    let found = try violations(flaw)
    #expect(found.map(\.name).contains(violation), "\(found)")
  }
}
