import NASPlugin

/// The data set that a study file names.
package struct DataChoice {
  package var use: String
  package var path: String?
  package var train: Int?
  package var validation: Int?
  let setting: Setting

  init(_ setting: Setting) throws {
    let keyed = try setting.keyed(["use", "path", "train", "validation"])
    guard let use = keyed["use"] else {
      throw setting.wrong("'data' does not say which data set to use", hint: "add use: fashion-mnist")
    }
    self.use = try use.text()
    path = try keyed["path"]?.text()
    train = try keyed["train"]?.count()
    validation = try keyed["validation"]?.count()
    self.setting = setting
  }
}
