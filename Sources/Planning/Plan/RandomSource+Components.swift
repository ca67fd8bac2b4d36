package import NASPlugin

extension RandomSource {
  /// The source of a component of a study: the same in the coordinator and in every worker.
  package static func component(_ role: Role, ofStudySeeded seed: UInt64) -> RandomSource {
    RandomSource(seed: seed).source(role.rawValue)
  }
}
