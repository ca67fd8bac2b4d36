/// A space that knows architectures of the literature by name.
public protocol Publishing: SearchSpace {
  /// The architectures, in the order in which they shall be listed.
  var published: [PublishedArchitecture] { get }
}
