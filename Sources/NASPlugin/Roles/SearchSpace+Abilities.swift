extension SearchSpace {
  /// This space as one whose architectures are numbered; nil where they are not.
  public var enumerable: (any Enumerable)? { foreign(ForeignEnumerable.init) ?? self as? any Enumerable }
  /// This space as one that recombines; nil where it cannot.
  public var crossing: (any Crossing)? { foreign(ForeignCrossing.init) ?? self as? any Crossing }
  /// This space as one that grows architectures; nil where it cannot.
  public var progressive: (any Progressive)? { foreign(ForeignProgressive.init) ?? self as? any Progressive }
  /// This space as one with a supernet; nil where it has none.
  public var weightSharing: (any WeightSharing)? { foreign(ForeignWeightSharing.init) ?? self as? any WeightSharing }
  /// This space as one with an encoding of its own; nil where it has none.
  public var encoding: (any Encoding)? { foreign(ForeignEncoding.init) ?? self as? any Encoding }
  /// This space as one that limits options by a prefix; nil where all are always valid.
  public var masking: (any Masking)? { foreign(ForeignMasking.init) ?? self as? any Masking }
  /// This space as one that repairs; nil where it cannot.
  public var repairing: (any Repairing)? { foreign(ForeignRepairing.init) ?? self as? any Repairing }
  /// This space as one that knows the literature; nil where it does not.
  public var publishing: (any Publishing)? { foreign(ForeignPublishing.init) ?? self as? any Publishing }

  /// A space of another library says by its tables what it can do, not by its Swift type.
  private func foreign<A>(_ make: (ForeignSpace) -> A?) -> A? { (self as? ForeignSpace).flatMap(make) }
}
