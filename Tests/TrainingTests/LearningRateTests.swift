import Foundation
import NASPlugin
import Testing
import Training

struct LearningRateTests {
  @Test func followsTheCosine() throws {
    let rate = LearningRate(
      try TinyData.recipe(["learning_rate": .real(0.1), "final_learning_rate": .real(0.02)]), steps: 4)
    #expect(rate(0) == 0.1)
    #expect(abs(rate(1) - (0.02 + 0.04 * (1 + 0.5.squareRoot()))) < 1e-15)
    #expect(abs(rate(2) - 0.06) < 1e-15)
    #expect(abs(rate(4) - 0.02) < 1e-15)
  }

  @Test func staysWhereItIsConstant() throws {
    let rate = LearningRate(try TinyData.recipe(["schedule": .text("constant")]), steps: 100)
    #expect((0...100).allSatisfy { rate($0) == 0.05 })
  }
}
