/// Fronts and crowding distances of vectors whose numbers are better when larger.
///
/// Deb, Pratap, Agarwal & Meyarivan, A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II, 2002, III A and B.
enum ParetoFronts {
  /// The fronts, best first, as indices in ascending order: nobody on a front is dominated but by earlier fronts.
  static func sorted(_ vectors: [[Double]]) -> [[Int]] {
    var dominates: [[Int]] = Array(repeating: [], count: vectors.count)
    var dominators = Array(repeating: 0, count: vectors.count)
    for first in vectors.indices {
      for second in (first + 1)..<max(first + 1, vectors.count) {
        let (forth, back) = comparison(vectors[first], vectors[second])
        guard forth != back else { continue }
        let (winner, loser) = forth ? (first, second) : (second, first)
        dominates[winner].append(loser)
        dominators[loser] += 1
      }
    }
    var fronts: [[Int]] = []
    var front = vectors.indices.filter { dominators[$0] == 0 }
    while !front.isEmpty {
      fronts.append(front)
      var next: [Int] = []
      for loser in front.flatMap({ dominates[$0] }) {
        dominators[loser] -= 1
        if dominators[loser] == 0 { next.append(loser) }
      }
      front = next.sorted()
    }
    return fronts
  }

  /// Whether the first is somewhere better than the second, and the second than the first.
  private static func comparison(_ first: [Double], _ second: [Double]) -> (Bool, Bool) {
    var (forth, back) = (false, false)
    for index in first.indices {
      if first[index] > second[index] { forth = true } else if first[index] < second[index] { back = true }
    }
    return (forth, back)
  }

  /// The crowding distance of each vector of one front: the sum over objectives of the distance between its two
  /// neighbours, as a share of the front's range; infinite for the ends.
  static func crowding(_ front: [[Double]]) -> [Double] {
    var distances = Array(repeating: 0.0, count: front.count)
    guard let first = front.first else { return distances }
    for objective in first.indices {
      let order = front.indices.sorted { front[$0][objective] < front[$1][objective] }
      let (least, most) = (order[0], order[order.count - 1])
      let range = front[most][objective] - front[least][objective]
      // Where all are equal nobody is at an end.
      guard range > 0 else { continue }
      (distances[least], distances[most]) = (.infinity, .infinity)
      for place in order.indices.dropFirst().dropLast() {
        let gap = front[order[place + 1]][objective] - front[order[place - 1]][objective]
        distances[order[place]] += gap / range
      }
    }
    return distances
  }
}
