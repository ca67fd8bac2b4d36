import NASPlugin

/// How the best architectures are trained to the end.
package struct RetrainChoice {
  package var top: Int
  let space: Setting?
  let recipe: Setting?
  let setting: Setting

  init(_ setting: Setting) throws {
    let keyed = try setting.keyed(["top", "space", "recipe"])
    top = try keyed["top"]?.count() ?? 1
    (space, recipe, self.setting) = (keyed["space"], keyed["recipe"], setting)
  }
}
