/// A strategy, space, evaluator or predictor that can be made from a study file.
///
/// An author's type conforms to its role and to this: `struct HillClimb: Strategy, Component`.
public protocol Component {
  associatedtype Configuration: ComponentConfiguration = NoOptions
  /// What it is, without making one.
  static var descriptor: ComponentDescriptor { get }
  /// Makes one; throws `.invalid` with a sentence where the configuration cannot be.
  init(configuration: Configuration, context: ComponentContext) throws
}
