/// The configuration of a component that has no settings.
public struct NoOptions: ComponentConfiguration {
  /// Nothing to set.
  public init() {}
}
