/// What a study file asks of a data set: its name, and the keys beside it that change the images.
package struct DatasetRequest: Sendable, Equatable {
  /// The name of the data set or of the format.
  package var name: String
  /// The file or folder; nil means where the system, `nas data get` or `nas data import` put it.
  package var path: String?
  /// Side of the square that pictures of a folder are cut to; nil means the format's own.
  package var size: Int?
  /// How many classes an array file has where that is more than its labels show.
  package var classes: Int?

  /// A request; nil leaves a key out.
  package init(name: String, path: String? = nil, size: Int? = nil, classes: Int? = nil) {
    (self.name, self.path, self.size, self.classes) = (name, path, size, classes)
  }
}
