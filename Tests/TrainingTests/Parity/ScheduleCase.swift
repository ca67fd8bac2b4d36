import Foundation
import NASPlugin
import Testing
import Training

/// A schedule with the settings of both sides; the rate starts at 0.1.
struct ScheduleCase: CustomTestStringConvertible, Sendable {
  static let stepsPerEpoch = 7

  var kind: Recipe.Schedule
  var isPerEpoch: Bool
  /// Epochs of warm-up, from a tenth of the rate.
  var warmup: Int

  static let all = Recipe.Schedule.allCases.flatMap { kind in
    [true, false].flatMap { isPerEpoch in
      [0, 2].map { ScheduleCase(kind: kind, isPerEpoch: isPerEpoch, warmup: $0) }
    }
  }

  var name: String { "\(kind)-\(isPerEpoch ? "epoch" : "step")-\(warmup)" }
  var testDescription: String { name }

  private var end: Double { kind == .cosine || kind == .linear ? 0.004 : 0 }
  /// How often PyTorch's scheduler moves in an epoch.
  private var pace: Int { isPerEpoch ? 1 : Self.stepsPerEpoch }
  /// Epochs after the warm-up.
  private static let epochs = 10

  /// Our rate whenever PyTorch's scheduler moves.
  func rates() throws -> [Double] {
    let settings: [String: OptionValue] = [
      "learning_rate": .real(0.1), "final_learning_rate": .real(end), "schedule": .text(kind.rawValue),
      "schedule_per": .text(isPerEpoch ? "epoch" : "step"), "decay_epochs": .real(3), "decay_rate": .real(0.4),
      "warmup_epochs": .real(Double(warmup)), "warmup_learning_rate": .real(0.01),
    ]
    let epochs = warmup + Self.epochs
    let rate = LearningRate(
      try Recipe { settings[$0] }, steps: epochs * Self.stepsPerEpoch, stepsPerEpoch: Self.stepsPerEpoch)
    return (0..<epochs * pace).map { rate($0 * Self.stepsPerEpoch / pace) }
  }

  /// What the script is told.
  var json: [String: Any] {
    // PyTorch's exponential schedule is told the factor of one move, ours that of three epochs.
    let factor = kind == .exponential ? pow(0.4, 1 / Double(3 * pace)) : 0.4
    return [
      "name": name, "kind": kind.rawValue, "start": 0.1, "end": end, "count": Self.epochs * pace, "period": 3 * pace,
      "factor": factor, "warmup": warmup * pace, "warmup_start": 0.01,
    ]
  }
}
