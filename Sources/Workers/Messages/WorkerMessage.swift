/// What a worker says to the coordinator, which treats all of it as hostile: a plugin shares the worker's memory.
package enum WorkerMessage: Sendable, Equatable {
  /// The components are made; the worker waits for candidates.
  case ready(WorkerGreeting)
  /// Intermediate metrics of the trial in hand.
  case report(ReportRecord)
  /// What came of one candidate.
  case result(ResultRecord)
  /// An epoch of a retraining is done.
  case epoch(EpochRecord)
  /// A retraining is done.
  case retrained(RetrainResult)
  /// A line for the study's log.
  case log(LogRecord)
  /// How far the work in hand is.
  case progress(ProgressRecord)
  /// The setup or the retraining failed.
  case failed(ErrorRecord)
  /// A kind from a newer version.
  case unknown(String)
}

extension WorkerMessage: WireMessage {
  package var kind: String {
    switch self {
    case .ready: "ready"
    case .report: "report"
    case .result: "result"
    case .epoch: "epoch"
    case .retrained: "retrained"
    case .log: "log"
    case .progress: "progress"
    case .failed: "failed"
    case .unknown(let kind): kind
    }
  }

  package init(kind: String, payload: PayloadReader) throws {
    switch kind {
    case "ready": self = .ready(try payload.read())
    case "report": self = .report(try payload.read())
    case "result": self = .result(try payload.read())
    case "epoch": self = .epoch(try payload.read())
    case "retrained": self = .retrained(try payload.read())
    case "log": self = .log(try payload.read())
    case "progress": self = .progress(try payload.read())
    case "failed": self = .failed(try payload.read())
    default: self = .unknown(kind)
    }
  }

  package func write(to payload: inout PayloadWriter) throws {
    switch self {
    case .ready(let greeting): try payload.write(greeting)
    case .report(let report): try payload.write(report)
    case .result(let result): try payload.write(result)
    case .epoch(let epoch): try payload.write(epoch)
    case .retrained(let result): try payload.write(result)
    case .log(let line): try payload.write(line)
    case .progress(let progress): try payload.write(progress)
    case .failed(let error): try payload.write(error)
    case .unknown: break
    }
  }
}
