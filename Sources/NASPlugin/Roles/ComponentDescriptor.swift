/// What can be said of a component without making one.
public struct ComponentDescriptor: Sendable {
  /// The name in study files, in kebab-case; unique among the components of its role in the plugin.
  public var name: String
  /// One sentence.
  public var summary: String
  /// Where the method is from.
  public var paper: String
  /// For strategies: how many trials may be in flight, unless the study file says.
  public var window: Int
  /// Abilities that the space must have, by interface id.
  public var needs: [String]
  /// What the host may rely on.
  public var traits: Traits

  /// A descriptor; the name is in kebab-case, as study files say it.
  public init(
    name: String, summary: String, paper: String = "", window: Int = 1, needs: [String] = [], traits: Traits = []
  ) {
    (self.name, self.summary, self.paper) = (name, summary, paper)
    (self.window, self.needs, self.traits) = (window, needs, traits)
  }

  /// What the host may rely on when it runs a component.
  public struct Traits: OptionSet, Sendable {
    /// The flags of `nas_component`.
    public let rawValue: UInt32

    /// Traits by their bits in the binary contract.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// One instance may be called from several threads at once.
    public static let threadSafe = Traits(rawValue: 1)
    /// Same input, same output, and no side effects.
    public static let pure = Traits(rawValue: 2)
    /// Quick and safe enough for the coordinator's own process.
    public static let inProcess = Traits(rawValue: 4)
  }
}
