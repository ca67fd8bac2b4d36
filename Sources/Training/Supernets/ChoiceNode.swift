/// A choice node of a supernet: its index, its id, and how many alternatives it has.
struct ChoiceNode {
  var node: Int
  var id: String
  var alternatives: Int
}
