import NASPlugin

extension ConvChain: Crossing {
  /// One thing that is decided by itself, a value or a single skip connection, changes to another value, all being equally likely.
  ///
  /// The paper has no mutation. With a rate, each changes with that probability; nil where none happened to change.
  func mutation(of architecture: Architecture, rate: Double?, _ random: inout RandomStream) throws -> Mutation? {
    try validate(architecture)
    var child = architecture
    var what = ""
    if let rate {
      for choice in choices.indices where random.chance(rate) { change(&child, choice, &what, &random) }
    } else {
      change(&child, random.index(below: choices.count), &what, &random)
    }
    return what.isEmpty ? nil : Mutation(child, what: what)
  }

  private func change(
    _ child: inout Architecture, _ choice: Int, _ what: inout String, _ random: inout RandomStream
  ) {
    let (place, bit) = choices[choice]
    let gene = genes[place]
    if !what.isEmpty { what += ", " }
    guard case .anchors(let earlier) = gene.kind else {
      let drawn = Int32(truncatingIfNeeded: random.index(below: gene.tokenCount - 1))
      child.tokens[place] = drawn < child.tokens[place] ? drawn : drawn + 1
      what += "\(gene.name) of layer \(gene.layer + 1) is now \(gene.values[Int(child.tokens[place])])"
      return
    }
    child.tokens[place] ^= 1 << Int32(bit)
    let isRead = child.tokens[place] >> Int32(bit) & 1 == 1
    what += "layer \(gene.layer + 1) \(isRead ? "reads" : "no longer reads") layer \(earlier.lowerBound + bit + 1)"
  }

  /// Uniform: each value and each skip connection from either parent.
  func cross(_ first: Architecture, _ second: Architecture, _ random: inout RandomStream) throws -> Architecture {
    try validate(first)
    try validate(second)
    var child = first
    for (place, bit) in choices where random.next() >> 63 == 0 {
      guard case .anchors = genes[place].kind else {
        child.tokens[place] = second.tokens[place]
        continue
      }
      child.tokens[place] = child.tokens[place] & ~(1 << Int32(bit)) | second.tokens[place] & (1 << Int32(bit))
    }
    return child
  }
}
