import NASPlugin

/// An architecture that was evaluated.
struct Individual {
  var architecture: Architecture
  var reward: Double
}

/// The individuals alive, in a ring: once it is full, each newcomer takes the place of the oldest.
///
/// Two individuals of one architecture are two: each has its own reward and its own age.
struct Population {
  let capacity: Int
  private(set) var members: [Individual] = []
  /// Where the oldest stands once the ring is full.
  private(set) var oldest = 0

  init(capacity: Int) { self.capacity = capacity }

  mutating func admit(_ individual: Individual) {
    guard members.count == capacity else {
      members.append(individual)
      return
    }
    members[oldest] = individual
    oldest = oldest + 1 == capacity ? 0 : oldest + 1
  }

  /// The best of `size` members drawn uniformly, the first drawn among equals; nil where nobody lives.
  func best(ofSample size: Int, replacement: Bool, _ random: inout RandomStream) -> Individual? {
    guard !members.isEmpty else { return nil }
    return replacement ? bestWithReplacement(size, &random) : bestWithout(size, &random)
  }

  private func bestWithReplacement(_ size: Int, _ random: inout RandomStream) -> Individual {
    var best = place(random.index(below: members.count))
    for _ in 1..<size {
      let drawn = place(random.index(below: members.count))
      if members[drawn].reward > members[best].reward { best = drawn }
    }
    return members[best]
  }

  /// The beginning of a random order of all members; all of them where fewer live than are to be drawn.
  private func bestWithout(_ size: Int, _ random: inout RandomStream) -> Individual? {
    var order = Array(members.indices)
    for place in 0..<min(size, order.count) { order.swapAt(place, place + random.index(below: order.count - place)) }
    return order.prefix(size).map { members[place($0)] }.max { $0.reward < $1.reward }
  }

  /// Where the member stands that is the `age`-th oldest: draws go by age, so that a restored ring draws alike.
  private func place(_ age: Int) -> Int {
    let place = oldest + age
    return place < members.count ? place : place - members.count
  }
}

extension Population {
  /// Writes the members from the oldest to the youngest.
  func write(to state: inout StateWriter) {
    state.write(members.count)
    for age in members.indices {
      state.write(members[place(age)].architecture)
      state.write(members[place(age)].reward)
    }
  }

  /// Reads what `write` wrote.
  init(capacity: Int, from state: inout StateReader) throws {
    self.init(capacity: capacity)
    let count = try state.count(ofAtLeast: 16)
    guard count <= capacity else { throw state.broken }
    for _ in 0..<count { admit(Individual(architecture: try state.architecture(), reward: try state.real())) }
  }
}
