/// The form of a hierarchical architecture in plain numbers, four bits a label: a search asks for it at every step.
enum HierarchyForm {
  /// The tokens of the form of valid tokens.
  static func tokens(of tokens: [Int32]) -> [Int32] {
    tokens.withUnsafeBufferPointer { labels in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Hierarchical.motifCount) { motifs in
        for motif in 0..<Hierarchical.motifCount { motifs[motif] = formOfFour(labels, from: 6 &* motif) }
        return joined(motifs, labels)
      }
    }
  }

  /// Renames the motifs by their forms, then the inner nodes of the cell.
  private static func joined(
    _ motifs: UnsafeMutableBufferPointer<UInt32>, _ labels: UnsafeBufferPointer<Int32>
  ) -> [Int32] {
    var cell: UInt64 = 0
    for place in 0..<10 {
      let label = labels[6 &* Hierarchical.motifCount &+ place]
      // A motif that nothing passes is no edge.
      cell = cell << 4 | (label > 0 && motifs[Int(label) &- 1] > 0 ? UInt64(label) : 0)
    }
    cell = pruned(cell)
    var used: [UInt32] = []
    for place in 0..<10 where label(cell, place) > 0 {
      let motif = motifs[Int(label(cell, place)) - 1]
      if !used.contains(motif) { used.append(motif) }
    }
    used.sort(by: >)
    var renamed: UInt64 = 0
    for place in 0..<10 {
      let old = label(cell, place)
      renamed = renamed << 4 | (old > 0 ? UInt64((used.firstIndex(of: motifs[Int(old) - 1]) ?? 0) + 1) : 0)
    }
    return unpacked(used, orders.reduce(0) { max($0, $1.moved(renamed)) })
  }

  private static func unpacked(_ used: [UInt32], _ cell: UInt64) -> [Int32] {
    [Int32](unsafeUninitializedCapacity: 46) { buffer, count in
      for slot in 0..<Hierarchical.motifCount {
        let motif = slot < used.count ? used[slot] : 0
        for place in 0..<6 { buffer[6 &* slot &+ place] = Int32(motif >> UInt32(4 &* (5 &- place)) & 15) }
      }
      for place in 0..<10 { buffer[36 &+ place] = Int32(label(cell, place)) }
      count = 46
    }
  }

  /// A motif of four nodes without what has no effect; its two inner nodes change places where that makes it greater.
  private static func formOfFour(_ labels: UnsafeBufferPointer<Int32>, from first: Int) -> UInt32 {
    var (a, b, c) = (UInt32(labels[first]), UInt32(labels[first &+ 1]), UInt32(labels[first &+ 2]))
    var (e, f) = (UInt32(labels[first &+ 4]), UInt32(labels[first &+ 5]))
    // Nodes 1 and 2 are reached from the input, and lead to the output, directly or by one another.
    let isFirstLive = a != 0 && (e != 0 || c != 0 && f != 0)
    let isSecondLive = f != 0 && (b != 0 || c != 0 && a != 0)
    if !isFirstLive { (a, c, e) = (0, 0, 0) }
    if !isSecondLive { (b, c, f) = (0, 0, 0) }
    let direct = UInt32(labels[first &+ 3]) << 8
    let form = a << 20 | b << 16 | c << 12 | direct | e << 4 | f
    return c != 0 ? form : max(form, b << 20 | a << 16 | direct | f << 4 | e)
  }

  /// The label at a place of a cell, the first of ten being the highest.
  @inline(__always)
  private static func label(_ cell: UInt64, _ place: Int) -> UInt64 { cell >> UInt64(36 &- 4 &* place) & 15 }

  private static func pruned(_ cell: UInt64) -> UInt64 {
    var (reached, place): (UInt32, Int) = (1, 0)
    for target in UInt32(1)..<5 {
      for source in 0..<target {
        if label(cell, place) > 0 { reached |= (reached >> source & 1) << target }
        place += 1
      }
    }
    guard reached >> 4 & 1 == 1 else { return 0 }
    var needed: UInt32 = 1 << 4
    for target in (UInt32(1)..<5).reversed() {
      for source in (0..<target).reversed() {
        place -= 1
        if label(cell, place) > 0 { needed |= (needed >> target & 1) << source }
      }
    }
    var result: UInt64 = 0
    for target in UInt32(1)..<5 {
      for source in 0..<target {
        let isLive = (reached & needed) >> source & (reached & needed) >> target & 1 == 1
        result = result << 4 | (isLive ? label(cell, place) : 0)
        place += 1
      }
    }
    return result
  }

  /// An order of the three inner nodes of a cell: for each place of the matrix where its label goes, or nil where the
  /// edge would point backward.
  private struct Order {
    let targets: [Int?]

    init(_ order: [Int]) {
      targets = (1..<5).flatMap { target in
        (0..<target).map { source in
          order[source] < order[target] ? Motif.place(order[source], order[target]) : nil
        }
      }
    }

    /// 0 where an edge would point backward.
    func moved(_ cell: UInt64) -> UInt64 {
      var result: UInt64 = 0
      for place in 0..<10 where label(cell, place) > 0 {
        guard let target = targets[place] else { return 0 }
        result |= label(cell, place) << UInt64(36 &- 4 &* target)
      }
      return result
    }
  }

  private static let orders = [[1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]].map {
    Order([0] + $0 + [4])
  }
}
