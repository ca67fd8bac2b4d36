import CNASPlugin

/// What a component is given when it is made: its random source, its space, its slots, and the host's services.
public struct ComponentContext: Sendable {
  /// Seeded for this component; split it by name.
  public let random: RandomSource
  /// What else the host lends.
  public let services: HostServices

  /// A context over the host's services.
  public init(random: RandomSource, services: HostServices) { (self.random, self.services) = (random, services) }

  /// The space of the study; throws `.missing` where the host lends none.
  public var space: any SearchSpace {
    get throws {
      guard let service = services.table("nas.svc.space/1", as: nas_space_service.self) else {
        throw NASError(.missing, "the host lends no search space here")
      }
      return try ForeignSpace(lent: service.pointee.space)
    }
  }

  /// The images and classes of the study; nil where it names no data.
  public var data: DataDescription? {
    services.table("nas.svc.dataset/1", as: nas_dataset_service.self).map { DataDescription($0.pointee) }
  }

  /// The predictors that the study file put into a slot.
  public func predictors(in slot: String) throws -> [any Predictor] {
    guard let service = services.table("nas.svc.component/1", as: nas_component_service.self)?.pointee else {
      return []
    }
    let count = slot.withSpan { service.count?(service.ctx, $0) ?? 0 }
    return try (0..<count).map { index in
      var reference = nas_component_ref()
      try checked { error in
        slot.withSpan { service.get?(service.ctx, $0, index, &reference, error) ?? NAS_UNIMPLEMENTED }
      }
      return try ForeignPredictor(lent: reference)
    }
  }
}
