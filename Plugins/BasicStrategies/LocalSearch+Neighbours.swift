import NASPlugin

extension LocalSearch {
  /// The neighbours of an architecture, each once, without itself.
  mutating func neighbours(of architecture: Architecture) throws -> [Architecture] {
    let hasDecisions = space.decisions.count == architecture.tokens.count && !architecture.tokens.isEmpty
    return neighbours == .decisions && hasDecisions ? changes(of: architecture) : try mutants(of: architecture)
  }

  /// All valid changes of one decision; for a set of references, of one member.
  private func changes(of architecture: Architecture) -> [Architecture] {
    var found: [Architecture] = []
    for (place, decision) in space.decisions.enumerated() {
      for token in Self.alternatives(to: architecture.tokens[place], of: decision) {
        var neighbour = architecture
        neighbour.tokens[place] = token
        if isValid(neighbour) { found.append(neighbour) }
      }
    }
    return found
  }

  private static func alternatives(to token: Int32, of decision: Decision) -> [Int32] {
    let options = decision.options.indices.map { Int32(truncatingIfNeeded: $0) }
    return decision.kind == .referenceSet ? options.map { token ^ (1 << $0) } : options.filter { $0 != token }
  }

  /// A space refuses by throwing, and what it refuses is no neighbour.
  private func isValid(_ architecture: Architecture) -> Bool {
    do {
      try space.validate(architecture)
      return true
    } catch { return false }
  }

  /// What a number of the space's own mutations reach, in the order of drawing.
  private mutating func mutants(of architecture: Architecture) throws -> [Architecture] {
    var (found, seen): ([Architecture], Set<Architecture>) = ([], [architecture])
    for _ in 0..<mutations {
      guard let child = try space.mutation(of: architecture, rate: nil, &random)?.child else { continue }
      if seen.insert(child).inserted { found.append(child) }
    }
    return found
  }
}
