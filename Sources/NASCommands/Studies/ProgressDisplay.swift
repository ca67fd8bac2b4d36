import Engine
import Foundation
import NASPlugin
import Planning
import Workers

/// Shows how a study stands: a few live lines on a terminal, plain lines where the output is piped.
final class ProgressDisplay {
  private let plan: Plan
  private let label: (Architecture) -> String
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let start = MonotonicClock.now
  private var lastDrawn: UInt64 = 0
  private var drawnLines = 0
  private var latest = StudyProgress()
  private var lastBest: TrialID?
  private var lastTold = 0

  /// A display for a plan; `label` says an architecture in words.
  init(plan: Plan, label: @escaping (Architecture) -> String) { (self.plan, self.label) = (plan, label) }

  /// Takes the study's state; draws at most five times a second.
  func update(_ progress: StudyProgress) {
    latest = progress
    if isTerminal { tick() } else { printLine() }
  }

  /// Draws again, so that the clock moves while trials run.
  func tick() {
    guard isTerminal, MonotonicClock.now - lastDrawn > 200_000_000 else { return }
    draw()
  }

  /// Says something without disturbing the live lines.
  func note(_ line: String) {
    erase()
    StandardError.write(line)
  }

  /// Draws once more and leaves the lines standing.
  func finish() {
    if isTerminal { draw() }
    drawnLines = 0
  }

  private var elapsed: Double { Double(MonotonicClock.now - start) * 1e-9 }

  private func draw() {
    erase()
    let lines = liveLines
    StandardError.write(lines.joined(separator: "\n"))
    (drawnLines, lastDrawn) = (lines.count, MonotonicClock.now)
  }

  private func erase() {
    guard drawnLines > 0 else { return }
    StandardError.raw("\u{1B}[\(drawnLines)A\u{1B}[0J")
    drawnLines = 0
  }

  private var liveLines: [String] {
    var lines = ["\(plan.name)  \(bar)  \(counts)"]
    if let best = latest.best {
      lines.append("  best \(rewardText(best))  trial \(best.trial)  \(label(best.architecture))")
    }
    if latest.bestCurve.count > 1 {
      lines.append("  \(Sparkline.text(latest.bestCurve.map(unoriented), width: 60))  \(plan.objectives[0].metric)")
    }
    return lines
  }

  private var bar: String {
    guard let trials = plan.budget.trials else { return Durations.text(elapsed) }
    let filled = min(20, latest.told * 20 / max(1, trials))
    return "[" + String(repeating: "█", count: filled) + String(repeating: "·", count: 20 - filled)
      + "] \(latest.told)/\(trials)"
  }

  private var counts: String {
    var parts = ["\(latest.asked - latest.told) running"]
    if latest.failed > 0 { parts.append("\(latest.failed) failed") }
    if latest.infeasible > 0 { parts.append("\(latest.infeasible) infeasible") }
    if latest.reused > 0 { parts.append("\(latest.reused) reused") }
    parts.append("\(Durations.text(elapsed)) so far")
    if let left = timeLeft { parts.append("about \(Durations.text(left)) left") }
    return parts.joined(separator: ", ")
  }

  private var timeLeft: Double? {
    let fresh = latest.told - latest.replayed
    guard let trials = plan.budget.trials, fresh >= 2, latest.told < trials else { return nil }
    return elapsed / Double(fresh) * Double(trials - latest.told)
  }

  /// Piped: a line for each improvement, and one for every tenth of the budget.
  private func printLine() {
    let tenth = max(1, (plan.budget.trials ?? 100) / 10)
    let isBetter = latest.best?.trial != lastBest
    guard
      isBetter && (latest.told < 1_000 || latest.told / 1_024 != lastTold / 1_024)
        || latest.told / tenth != lastTold / tenth
    else { return }
    (lastBest, lastTold) = (latest.best?.trial, latest.told)
    let best = latest.best.map { "  best \(rewardText($0)) (trial \($0.trial), \(label($0.architecture)))" } ?? ""
    let all = plan.budget.trials.map { "/\($0)" } ?? ""
    StandardError.write("\(latest.told)\(all) trials  \(counts)\(best)")
  }

  private func unoriented(_ reward: Double) -> Double { plan.objectives[0].oriented(reward) }

  private func rewardText(_ outcome: Outcome) -> String {
    "\(plan.objectives[0].metric) \(outcome.reward.map { Numbers.text(unoriented($0)) } ?? "–")"
  }
}
