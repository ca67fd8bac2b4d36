import NASPlugin

extension WorkerSupervisor {
  /// Hands a worker's line on, cut to a length that a log can bear.
  func log(_ line: LogRecord) {
    hooks.log(LogLevel(rawValue: line.level) ?? .info, String(line.text.prefix(ResultJudge.sentenceLimit)))
  }

  /// A worker that ended before it was ready: an error of the study, not of a trial.
  func setupFailure(_ exit: WorkerExit) -> NASError {
    guard exit != .deadline else {
      return NASError(.failed, "a worker was not ready within \(limits.setup) s", hint: limits.logHint)
    }
    return NASError(.failed, "a worker could not be set up: it \(exit.description)", hint: limits.logHint)
  }
}

extension WorkerLimits {
  /// Where to look for what a worker printed.
  var logHint: String { log.map { "see \($0)" } ?? "see what it printed above" }
}
