import Glibc
import NASPlugin
import PluginHosting
import Workers

/// Does what the coordinator says, one message after the other.
final class WorkerServer {
  private let coordinator: Coordinator
  private var bench: EvaluationBench?
  private var setup: WorkerSetup?

  /// A server of a coordinator.
  init(_ coordinator: Coordinator) { self.coordinator = coordinator }

  /// Serves until the coordinator says `quit` or is gone; answers the exit status.
  func run() -> Int32 {
    do {
      try coordinator.listen()
      while true {
        switch coordinator.next() {
        case .setup(let setup): try answering { try prepare(setup) }
        case .evaluate(let records): try evaluate(records.map(\.candidate))
        case .retrain(let request): try answering { try retrain(request) }
        // The flag was raised as the message came in; what it was meant for is over now.
        case .cancel: coordinator.cancel.lower()
        case .quit: return 0
        case .unknown: break
        }
      }
    } catch {
      coordinator.mention(.failed(ErrorRecord(known(error))))
      return 1
    }
  }

  /// Runs a step whose error ends the study rather than this process.
  private func answering(_ body: () throws -> WorkerMessage) throws {
    do { try coordinator.send(try body()) } catch { try coordinator.send(.failed(ErrorRecord(known(error)))) }
  }

  private func known(_ error: any Error) -> NASError { error as? NASError ?? NASError(.failed, "\(error)") }

  private func prepare(_ setup: WorkerSetup) throws -> WorkerMessage {
    let start = MonotonicClock.now
    self.setup = setup
    // A GPU that is not there is an error of the study, to be said before its first trial.
    if setup.device != .cpu { try setup.prepareTorch() }
    let workshop = Workshop(setup, coordinator)
    bench = try setup.evaluator.map { try EvaluationBench(evaluator: $0, in: workshop) }
    var greeting = WorkerGreeting(pid: getpid(), metrics: bench?.metrics ?? [])
    greeting.seconds = Double(MonotonicClock.now - start) / 1e9
    return .ready(greeting)
  }

  private func evaluate(_ candidates: [Candidate]) throws {
    guard let bench else { throw NASError(.invalid, "a worker was given candidates before its evaluator") }
    for candidate in candidates {
      let result =
        coordinator.cancel.isRaised
        ? ResultRecord(candidate, failed: NASError(.cancelled, "the evaluation was cancelled"))
        : bench.evaluate(candidate)
      try coordinator.send(.result(result))
    }
  }

  private func retrain(_ request: RetrainRequest) throws -> WorkerMessage {
    guard let setup else { throw NASError(.invalid, "a worker was asked to retrain before its setup") }
    return .retrained(try Retrainer(setup, coordinator).run(request))
  }
}
