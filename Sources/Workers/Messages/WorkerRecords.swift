package import NASPlugin

/// The first words of a worker: who it is, and what its evaluator measures.
package struct WorkerGreeting: Sendable, Equatable, Codable {
  /// Process id; the coordinator trusts its own.
  package var pid: Int32
  package var metrics: [MetricRecord]
  /// Seconds that the setup took.
  package var seconds: Double?

  /// A greeting.
  package init(pid: Int32, metrics: [Metric]) { (self.pid, self.metrics) = (pid, metrics.map(MetricRecord.init)) }
}

/// A metric as it is written in a message.
package struct MetricRecord: Sendable, Equatable, Codable {
  var name: String
  var unit: String
  var maximize: Bool
  var measured: Bool

  init(_ metric: Metric) {
    (name, unit, maximize, measured) = (metric.name, metric.unit, metric.isMaximized, metric.isMeasured)
  }

  var metric: Metric { Metric(name, unit: unit, maximize: maximize, measured: measured) }
}

/// Intermediate metrics of a trial.
package struct ReportRecord: Sendable, Equatable, Codable {
  package var trial: UInt64
  package var step: Double
  package var values: [Double]

  /// Metrics at a step.
  package init(trial: UInt64, step: Double, values: [Double]) {
    (self.trial, self.step, self.values) = (trial, step, values)
  }
}

/// A line for the log.
package struct LogRecord: Sendable, Equatable, Codable {
  package var level: Int32
  package var text: String

  /// A line of a level.
  package init(level: Int32, text: String) { (self.level, self.text) = (level, text) }
}

/// How far the work in hand is.
package struct ProgressRecord: Sendable, Equatable, Codable {
  /// From 0 to 1.
  package var fraction: Double
  package var text: String

  /// A fraction with what is being done.
  package init(fraction: Double, text: String) { (self.fraction, self.text) = (fraction, text) }
}

/// An error as it is written in a message.
package struct ErrorRecord: Sendable, Equatable, Codable {
  var code: Int32
  var message: String
  var hint: String?

  /// The record of an error.
  package init(_ error: NASError) { (code, message, hint) = (error.code.rawValue, error.message, error.hint) }

  /// The error of the record.
  package var error: NASError { NASError(NASError.Code(rawValue: code), message, hint: hint) }
}
