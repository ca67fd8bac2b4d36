package import NASPlugin

/// The data set of a plan: where its files are and how its training images are split.
package struct DataPlan: Sendable, Equatable, Codable {
  /// The name of the data set, such as `fashion-mnist`.
  package var use: String
  /// The file or folder, absolute; nil means where the system's package or the cache has it.
  package var path: String?
  package var train: Int
  package var validation: Int
  package var test: Int
  package var task: LearningTask
  /// Whether both splits keep the proportions of the classes.
  package var stratified = false
  /// Side of the images that pictures become; nil where the study file does not say.
  package var size: Int?
  /// How many classes an array file has; nil where the study file does not say.
  package var classes: Int?

  /// A data set with its splits, drawn without regard to classes.
  package init(use: String, path: String?, train: Int, validation: Int, test: Int, task: LearningTask) {
    (self.use, self.path, self.train, self.validation) = (use, path, train, validation)
    (self.test, self.task) = (test, task)
  }
}
