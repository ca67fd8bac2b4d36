import NASPlugin
import Testing
import Training

/// The learning rates of all schedules, with and without warm-up, against `torch.optim.lr_scheduler`.
@Suite(.enabled(if: PythonReference.isThere, PythonReference.whyMissing))
struct ScheduleParityTests {
  private static let answers = Result {
    try PythonReference.answers([], schedules: ScheduleCase.all.map(\.json)).theirs
  }

  @Test(arguments: ScheduleCase.all) func hasPyTorchsRates(schedule: ScheduleCase) throws {
    let theirs = try #require(Self.answers.get()[schedule.name + "/rates"]).values
    let ours = try schedule.rates()
    #expect(ours.count == theirs.count && ours.count > 5)
    for (step, (own, other)) in zip(ours, theirs).enumerated() {
      #expect(abs(own - Double(other)) <= 1e-6 * 0.1, "\(schedule.name), step \(step): \(own), \(other)")
    }
  }

  @Test func coversEverySchedule() {
    #expect(Set(ScheduleCase.all.map(\.kind)) == Set(Recipe.Schedule.allCases))
  }
}
