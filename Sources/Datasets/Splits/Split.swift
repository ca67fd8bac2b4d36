package import NASPlugin

/// Which images train and which validate: two disjoint lists of indices.
package struct Split: Sendable, Equatable {
  /// The images to train on, in random order.
  package let train: [Int]
  /// The images to validate on, in random order.
  package let validation: [Int]

  /// Draws a split of `count` images; the same source gives the same split.
  ///
  /// With `labels` (the class of every image) both lists keep the proportions of the classes as closely as whole
  /// numbers allow.
  /// Otherwise the training images are the front of one shuffled list and the validation images its back, so
  /// that taking more of the one does not change the other. Throws `NASError` where more is asked for than is there.
  package static func make(
    count: Int, train: SplitSize, validation: SplitSize, stratifiedBy labels: [UInt16]? = nil, source: RandomSource
  ) throws -> Split {
    let sizes = try (number(train, "train", of: count), number(validation, "validation", of: count))
    guard sizes.0 + sizes.1 <= count else {
      throw NASError(
        .invalid,
        "\(sizes.0) training and \(sizes.1) validation images are \(sizes.0 + sizes.1), but there are only \(count)",
        hint: "lower data.train or data.validation")
    }
    var stream = source.stream("split")
    guard let labels else {
      var order = Array(0..<count)
      stream.shuffle(&order)
      return Split(train: Array(order.prefix(sizes.0)), validation: Array(order.suffix(sizes.1)))
    }
    guard labels.count == count else { throw NASError(.invalid, "\(labels.count) labels for \(count) images") }
    return stratified(labels, sizes, &stream)
  }

  private static func number(_ size: SplitSize, _ name: String, of count: Int) throws -> Int {
    switch size {
    case .count(let number):
      guard number >= 0 else { throw NASError(.invalid, "data.\(name) is \(number)", hint: "it must be 0 or more") }
      guard number <= count else {
        throw NASError(
          .invalid, "data.\(name) asks for \(number) images, but there are only \(count)", hint: "lower it")
      }
      return number
    case .fraction(let share):
      guard share >= 0, share <= 1 else {
        throw NASError(.invalid, "data.\(name) is the share \(share)", hint: "a share lies between 0 and 1")
      }
      // 0.29 x 100 is 28.999... in binary; the user means 29.
      return Int(share * Double(count) + 1e-6)
    }
  }

  /// Takes from every class first its quota of both lists together, then of those its quota for training.
  private static func stratified(_ labels: [UInt16], _ sizes: (Int, Int), _ stream: inout RandomStream) -> Split {
    var members = [[Int]](repeating: [], count: (labels.max().map { Int($0) } ?? -1) + 1)
    for (index, label) in labels.enumerated() { members[Int(label)].append(index) }
    let taken = quotas(sizes.0 + sizes.1, over: members.map(\.count))
    let training = quotas(sizes.0, over: taken)
    var (train, validation): ([Int], [Int]) = ([], [])
    for label in members.indices {
      stream.shuffle(&members[label])
      train += members[label].prefix(training[label])
      validation += members[label].prefix(taken[label]).dropFirst(training[label])
    }
    stream.shuffle(&train)
    stream.shuffle(&validation)
    return Split(train: train, validation: validation)
  }

  /// Shares a total in proportion to the weights: whole parts first, then one each to the largest remainders.
  ///
  /// A quota never exceeds its weight as long as the total does not exceed the sum of the weights.
  private static func quotas(_ total: Int, over weights: [Int]) -> [Int] {
    let sum = weights.reduce(0, +)
    guard sum > 0 else { return weights }
    var quotas = weights.map { total * $0 / sum }
    let byRemainder = weights.indices.sorted { (total * weights[$0] % sum, $1) > (total * weights[$1] % sum, $0) }
    for index in byRemainder.prefix(total - quotas.reduce(0, +)) { quotas[index] += 1 }
    return quotas
  }
}
