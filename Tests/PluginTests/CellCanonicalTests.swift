import NASPlugin
import Testing

/// Isomorphic cells have one form, others do not: against orders drawn here, and against all orders.
@Suite struct CellCanonicalTests {
  /// A block as two sorted (state, operation) halves and a combiner.
  private struct Block: Hashable {
    var halves: [[Int32]]
    var combiner: Int32

    func renamed(_ names: [Int32]) -> Block {
      let renamed = halves.map { [names[Int($0[0])], $0[1]] }.sorted { $0.lexicographicallyPrecedes($1) }
      return Block(halves: renamed, combiner: combiner)
    }
  }

  private func blocks(_ tokens: ArraySlice<Int32>, _ width: Int) -> [Block] {
    stride(from: tokens.startIndex, to: tokens.endIndex, by: width).map { at in
      let halves = [[tokens[at], tokens[at + 2]], [tokens[at + 1], tokens[at + 3]]]
      return Block(halves: halves, combiner: width == 5 ? tokens[at + 4] : 0)
    }
  }

  /// The cell with its blocks in another order, if that order is one.
  private func reordered(_ blocks: [Block], _ order: [Int]) -> [Block]? {
    var names = Array(repeating: Int32(-1), count: blocks.count + 2)
    (names[0], names[1]) = (0, 1)
    var result: [Block] = []
    for (place, index) in order.enumerated() {
      guard blocks[index].halves.allSatisfy({ names[Int($0[0])] >= 0 }) else { return nil }
      result.append(blocks[index].renamed(names))
      names[index + 2] = Int32(place + 2)
    }
    return result
  }

  private func tokens(_ blocks: [Block], _ width: Int, _ random: inout RandomStream) -> [Int32] {
    blocks.flatMap { block -> [Int32] in
      let halves = random.chance(0.5) ? block.halves : block.halves.reversed()
      let tokens = [halves[0][0], halves[1][0], halves[0][1], halves[1][1]]
      return width == 5 ? tokens + [block.combiner] : tokens
    }
  }

  private func isomorph(_ cell: ArraySlice<Int32>, _ width: Int, _ random: inout RandomStream) -> [Int32] {
    let blocks = blocks(cell, width)
    let isLastFixed = blocks.contains { $0.combiner == 1 }
    while true {
      var order = Array(blocks.indices)
      random.shuffle(&order)
      if isLastFixed, order.last != blocks.count - 1 { continue }
      if let found = reordered(blocks, order) { return tokens(found, width, &random) }
    }
  }

  @Test(arguments: [("nasnet-cell", 5, 2), ("pnas-cell", 4, 1)])
  func blocksMayComeInAnyOrder(name: String, width: Int, cells: Int) throws {
    let space = try CellSpaces.space(name)
    var random = RandomStream(seed: 21)
    var moved = 0
    for _ in 0..<3_000 {
      let tokens = try space.sample(&random).tokens
      let share = tokens.count / cells
      let other = (0..<cells).flatMap { isomorph(tokens[$0 * share..<($0 + 1) * share], width, &random) }
      moved += other == tokens ? 0 : 1
      let form = try space.canonical(Architecture(tokens))
      guard try space.canonical(Architecture(other)) != form else { continue }
      Issue.record("\(tokens) and \(other) have two forms")
    }
    #expect(moved > 2_000)
  }

  /// With few operations many cells are alike: forms are equal just when some order makes the cells equal.
  @Test func formsAreEqualJustForIsomorphs() throws {
    let space = try CellSpaces.space("pnas-cell", [("blocks", .integer(3))])
    var random = RandomStream(seed: 22)
    var classes: [String: Architecture] = [:]
    var forms: [Architecture: String] = [:]
    for _ in 0..<6_000 {
      let tokens = try space.sample(&random).tokens.enumerated().map { $0.offset % 4 < 2 ? $0.element : $0.element % 2 }
      let least = leastDescription(blocks(tokens[...], 4))
      let form = try space.canonical(Architecture(tokens))
      #expect(classes[least] ?? form == form && forms[form] ?? least == least, "\(tokens)")
      (classes[least], forms[form]) = (form, least)
    }
    #expect(classes.count == forms.count && classes.count < 5_500)
  }

  private func leastDescription(_ blocks: [Block]) -> String {
    permutations(Array(blocks.indices)).compactMap { reordered(blocks, $0) }.map { "\($0.map(\.halves))" }.min() ?? ""
  }

  private func permutations(_ items: [Int]) -> [[Int]] {
    guard items.count > 1 else { return [items] }
    return items.indices.flatMap { chosen in
      var rest = items
      let first = rest.remove(at: chosen)
      return permutations(rest).map { [first] + $0 }
    }
  }

  @Test func nodesOfDARTSMayComeInAnyOrder() throws {
    let space = try CellSpaces.space("darts-cell")
    let ranges = [0..<2, 2..<5, 5..<9, 9..<14]
    var random = RandomStream(seed: 23)
    var moved = 0
    for _ in 0..<3_000 {
      let tokens = try space.sample(&random).tokens
      let other = (0..<2).flatMap { cell -> [Int32] in
        let asBlocks = ranges.flatMap { range -> [Int32] in
          let kept = range.filter { tokens[cell * 14 + $0] != 0 }
          return kept.map { Int32($0 - range.lowerBound) } + kept.map { tokens[cell * 14 + $0] }
        }
        var genes = Array(repeating: Int32(0), count: 14)
        for (index, block) in blocks(isomorph(asBlocks[...], 4, &random)[...], 4).enumerated() {
          for half in block.halves { genes[ranges[index].lowerBound + Int(half[0])] = half[1] }
        }
        return genes
      }
      moved += other == tokens ? 0 : 1
      guard try space.canonical(Architecture(other)) != space.canonical(Architecture(tokens)) else { continue }
      Issue.record("\(tokens) and \(other) have two forms")
    }
    #expect(moved > 1_000)
  }

  /// The last block says how wide the outputs are where halves are laid side by side: then it stays.
  @Test func theLastBlockStaysWhereItMatters() throws {
    let space = try CellSpaces.space("nasnet-cell", [("blocks", .integer(2))])
    let plain = "normal: conv_1x1 0 + conv_1x1 1, conv_3x3 0 + conv_3x3 1 | reduction: "
    let swapped = "normal: conv_3x3 0 + conv_3x3 1, conv_1x1 0 + conv_1x1 1 | reduction: "
    let rest = "conv_1x1 0 ++ conv_1x1 1, conv_3x3 0 + conv_3x3 1"
    let other = "conv_3x3 0 + conv_3x3 1, conv_1x1 0 ++ conv_1x1 1"
    let form = { (text: String) in try space.canonical(space.parse(text)) }
    #expect(try form(plain + rest) == form(swapped + rest))
    #expect(try form(plain + rest) != form(plain + other))
    let (one, two) = (try space.parse(plain + rest), try space.parse(plain + other))
    let params = { try space.network(for: $0, task: .cifar10).cost(for: .cifar10).params }
    #expect(try params(one) != params(two))
    let named = try CellSpaces.space("nasnet-cell", [("blocks", .integer(2)), ("normal_output", .text("unused+2"))])
    #expect(try named.canonical(named.parse(plain + rest)) != named.canonical(named.parse(swapped + rest)))
  }

  @Test func cellsOfTwelveBlocksAreOrderedToo() throws {
    let space = try CellSpaces.space("pnas-cell", [("blocks", .integer(12))])
    // Twelve equal blocks, and six pairs of twins: the worst there is to order.
    let equal = Array(repeating: [0, 1, 2, 3] as [Int32], count: 12).flatMap { $0 }
    let twins = (0..<6).map { _ in [0, 1, 2, 3] as [Int32] } + (0..<6).map { [Int32($0) + 2, 0, 1, 1] }
    let reversed = (0..<6).map { _ in [1, 0, 3, 2] as [Int32] } + (0..<6).map { [0, 7 - Int32($0), 1, 1] }
    #expect(try space.canonical(Architecture(equal)).tokens == equal)
    let form = try space.canonical(Architecture(twins.flatMap { $0 }))
    #expect(try space.canonical(Architecture(reversed.flatMap { $0 })) == form)
  }
}
