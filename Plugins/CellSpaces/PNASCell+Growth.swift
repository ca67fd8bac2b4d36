import NASPlugin

extension PNASCell: Progressive, Encoding {
  /// All architectures with one block more, each unordered pair of halves once: 136 of one block, then 300, 528, 820,
  /// 1,176.
  func extensions(of partial: Architecture?) throws -> [Architecture] {
    var cell = Cell()
    if let partial {
      try validate(partial)
      guard try !isComplete(partial) else { return [] }
      cell = code.cell(0, of: partial.tokens)
    }
    let halves = (0..<cell.count + 2).flatMap { state in
      Self.operations.indices.map { Half(state: state, operation: $0) }
    }
    return halves.indices.flatMap { first in
      halves[first...].map { second in
        var larger = cell
        larger.append(Block(halves[first], second))
        return code.architecture(larger)
      }
    }
  }

  func isComplete(_ partial: Architecture) throws -> Bool {
    try validate(partial)
    return partial.tokens.count == code.length
  }

  var encodingWidth: Int { code.limits.reduce(0) { $0 + Int($1) } }

  /// One number for each option, 1 where it was taken; the blocks that a smaller cell lacks are zeros.
  func encode(_ architecture: Architecture) throws -> [Double] {
    try validate(architecture)
    var features = Array(repeating: 0.0, count: encodingWidth)
    var start = 0
    for (token, limit) in zip(architecture.tokens, code.limits) {
      features[start + Int(token)] = 1
      start += Int(limit)
    }
    return features
  }
}
