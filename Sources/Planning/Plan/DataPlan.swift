package import NASPlugin

/// The data set of a plan: where its files are and how its training images are split.
package struct DataPlan: Sendable, Equatable, Codable {
  /// The name of the data set, such as `fashion-mnist`.
  package var use: String
  /// The folder with its files, absolute; nil means where the system's package puts them.
  package var path: String?
  package var train: Int
  package var validation: Int
  package var test: Int
  package var task: LearningTask

  /// A data set with its splits.
  package init(use: String, path: String?, train: Int, validation: Int, test: Int, task: LearningTask) {
    (self.use, self.path, self.train, self.validation) = (use, path, train, validation)
    (self.test, self.task) = (test, task)
  }
}
