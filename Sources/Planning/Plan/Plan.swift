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
  /// Worker processes; nil means one per core, or one per GPU where the devices are GPUs.
  package var workers: Int?
  /// Threads of the retraining, part of the plan because the sums of a step depend on it; evaluations use one.
  package var threads: Int
  /// Where networks are trained: workers take them in turn.
  package var devices: [Device]
  package var isolation: Isolation
  package var duplicates: Duplicates
  package var failures: FailurePolicy
  package var limits: TrialLimits
  package var storage: StoragePolicy
  package var retrain: RetrainPlan?

  /// A plan for its components; all else is as a study file that says no more has it.
  package init(
    name: String, space: PlannedComponent, strategy: PlannedComponent, evaluator: PlannedComponent,
    objectives: [Objective], budget: Budget
  ) {
    (self.name, self.space, self.strategy, self.evaluator) = (name, space, strategy, evaluator)
    (self.objectives, self.budget) = (objectives, budget)
    (seed, data, constraints, workers, retrain) = (0, nil, [], nil, nil)
    (window, threads, devices, isolation) = (1, 2, [.cpu], .worker)
    (duplicates, failures, limits, storage) = (Duplicates(), FailurePolicy(), TrialLimits(), StoragePolicy())
  }

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
