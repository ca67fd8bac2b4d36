package import NASPlugin

/// Everything that a study will do, decided before anything runs; nothing is defaulted later.
package struct Plan: Sendable, Equatable {
  package var name: String
  package var seed: UInt64
  package var data: DataPlan?
  package var space: PlannedComponent
  package var strategy: PlannedComponent
  package var evaluator: PlannedComponent
  package var objectives: [Objective]
  package var constraints: [Constraint]
  package var budget: Budget
  /// Trials in flight: a property of the study, never of the machine.
  package var window: Int
  /// Worker processes; nil means one per core.
  package var workers: Int?
  package var isolation: Isolation
  package var duplicates: Duplicates
  package var failures: FailurePolicy
  package var limits: TrialLimits
  package var storage: StoragePolicy
  package var retrain: RetrainPlan?

  /// What the networks must do: classify the study's images, or CIFAR-10's where it names no data.
  package var task: LearningTask { data?.task ?? .cifar10 }

  /// The components, space first.
  package var components: [PlannedComponent] { [space, strategy, evaluator] }
}

/// How the best architectures are trained to the end.
package struct RetrainPlan: Sendable, Equatable, Codable {
  package var top: Int
  package var space: PlannedComponent
  /// The options of the recipe, without a prefix.
  package var recipe: [PlannedOption]
}
