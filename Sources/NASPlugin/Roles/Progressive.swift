/// A space whose architectures can be grown piece by piece, as progressive search (PNAS, Liu and others 2018) does.
public protocol Progressive: SearchSpace {
  /// All architectures that are one piece larger; nil asks for the smallest ones.
  func extensions(of partial: Architecture?) throws -> [Architecture]
  /// Whether nothing can be added.
  func isComplete(_ partial: Architecture) throws -> Bool
}
