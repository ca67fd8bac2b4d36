import NASPlugin

/// The data set that a study file names.
package struct DataChoice {
  package var use: String
  package var path: String?
  package var train: ImageAmount?
  package var validation: ImageAmount?
  /// Whether both splits keep the proportions of the classes.
  package var stratified: Bool
  /// Side of the images that the pictures of a folder become.
  package var size: Int?
  /// How many classes an array file has.
  package var classes: Int?
  let setting: Setting

  init(_ setting: Setting) throws {
    let keyed = try setting.keyed(["use", "path", "train", "validation", "stratified", "size", "classes"])
    guard let use = keyed["use"] else {
      throw setting.wrong("'data' does not say which data set to use", hint: "add use: fashion-mnist")
    }
    self.use = try use.text()
    path = try keyed["path"]?.text()
    train = try keyed["train"]?.amount()
    validation = try keyed["validation"]?.amount()
    stratified = try keyed["stratified"]?.flag() ?? false
    size = try keyed["size"]?.count()
    classes = try keyed["classes"]?.count()
    self.setting = setting
  }
}
