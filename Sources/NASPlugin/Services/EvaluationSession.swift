public import CNASPlugin

/// One call of an evaluator: where intermediate metrics go, and what the host lends meanwhile.
public struct EvaluationSession {
  let sink: UnsafePointer<nas_evaluation_sink>?
  /// What the host lends.
  public let services: HostServices

  /// A session that reports into a sink.
  public init(sink: UnsafePointer<nas_evaluation_sink>?, services: HostServices) {
    (self.sink, self.services) = (sink, services)
  }

  /// Reports the metrics of a candidate at a step, such as an epoch; true asks to stop this candidate early.
  @discardableResult
  public func report(_ row: Int, step: Double, _ metrics: [Double]) -> Bool {
    guard let sink, let report = sink.pointee.report else { return false }
    return metrics.withUnsafeBufferPointer {
      report(sink.pointee.ctx, UInt64(row), step, $0.baseAddress, UInt64($0.count)) != 0
    }
  }

  /// The training service: builds, trains and validates networks.
  public var training: TrainingService {
    get throws {
      guard let table = services.table("nas.svc.training/1", as: nas_training_service.self) else {
        throw NASError(
          .missing, "the host lends no training here", hint: "name the data set under 'data:' in the study file")
      }
      return TrainingService(table: table)
    }
  }

  /// The files of trials.
  public var artifacts: ArtifactService? {
    services.table("nas.svc.artifacts/1", as: nas_artifact_service.self).map(ArtifactService.init)
  }
}
