/// Finds the route of one path: aliases and zeros are folded, equal functions of one value are computed once, and
/// what nobody needs does not run.
///
/// That changes no result: `x + 0` is `x`, ReLU of one value is the same for all who ask, and a value is written
/// over only where its single reader does so and no gradient needs it.
struct RouteFinder {
  let map: RouteMap
  let isTraining: Bool
  let count: Int
  /// The node that computes the value of each node.
  var source: [Int]
  var isZero: [Bool]
  /// Derived from the images alone: full precision, whatever convolutions compute in.
  var isImage: [Bool]
  var isDead: [Bool]
  /// Chains of pure functions of one value.
  var firstTwin: [Int]
  var nextTwin: [Int]
  var isNeeded: [Bool]
  var readers: [Int]
  var isFresh: [Bool]
  var route = Route()

  /// The route of a path, by the alternative of each choice; without tokens, of all alternatives.
  static func route(_ map: RouteMap, _ tokens: [Int]?, isTraining: Bool) -> Route {
    var finder = RouteFinder(map, isTraining)
    finder.resolve(tokens)
    finder.demand()
    finder.emit()
    finder.release()
    return finder.route
  }

  private init(_ map: RouteMap, _ isTraining: Bool) {
    (self.map, self.isTraining, count) = (map, isTraining, map.roles.count)
    source = Array(0..<count)
    isZero = Array(repeating: false, count: count)
    (isImage, isDead, isNeeded) = (isZero, isZero, isZero)
    firstTwin = Array(repeating: -1, count: count)
    nextTwin = firstTwin
    readers = Array(repeating: 0, count: count)
    isFresh = map.isFresh
  }

  func inputs(_ node: Int) -> ArraySlice<Int> { map.inputs[map.firstInput[node]..<map.firstInput[node + 1]] }

  /// Finds what each node's value is, from the first node to the last.
  private mutating func resolve(_ tokens: [Int]?) {
    var choice = 0
    for node in 0..<count {
      let from = inputs(node)
      guard let first = from.first.map({ source[$0] }) else {
        (isImage[node], isZero[node]) = (true, false)
        continue
      }
      isImage[node] = isImage[first]
      switch map.roles[node] {
      case .input, .norm: break
      case .alias: alias(node, first)
      case .zero: isZero[node] = true
      case .pure: if isZero[first] { isZero[node] = true } else { share(node, first) }
      case .shared: share(node, first)
      case .drop: if isZero[first] { isZero[node] = true } else if !isTraining { alias(node, first) }
      case .add: fold(node, from)
      case .concat, .multiply:
        if from.count == 1 { alias(node, first) } else { join(node, from) }
      case .choice:
        if let token = tokens?[choice] {
          alias(node, source[from[from.startIndex + token]])
          bury(choice, except: token)
        } else {
          join(node, from)
          isZero[node] = from.allSatisfy { isZero[source[$0]] }
        }
        choice += 1
      case .product: isImage[node] = false
      }
    }
  }

  private mutating func alias(_ node: Int, _ target: Int) {
    source[node] = target
    isImage[node] = isImage[target]
  }

  /// The same function of the same value was computed before, or is from now on.
  private mutating func share(_ node: Int, _ input: Int) {
    var twin = firstTwin[input]
    while twin >= 0 {
      if map.kinds[twin] == map.kinds[node] { return alias(node, twin) }
      twin = nextTwin[twin]
    }
    nextTwin[node] = firstTwin[input]
    firstTwin[input] = node
  }

  /// A sum without the inputs that are zero.
  private mutating func fold(_ node: Int, _ from: ArraySlice<Int>) {
    var (found, last) = (0, 0)
    for input in from where !isZero[source[input]] { (found, last) = (found + 1, source[input]) }
    if found == 0 { isZero[node] = true } else if found == 1 { alias(node, last) } else { join(node, from) }
  }

  private mutating func join(_ node: Int, _ from: ArraySlice<Int>) {
    isImage[node] = from.contains { isImage[source[$0]] && !isZero[source[$0]] }
  }

  /// Marks the nodes of the alternatives that were not taken: an auxiliary output there has no loss.
  private mutating func bury(_ choice: Int, except token: Int) {
    guard !map.auxiliaries.isEmpty else { return }
    for (index, nodes) in map.alternatives[choice].enumerated() where index != token {
      for node in nodes { isDead[node] = true }
    }
  }

  /// Marks what is needed, from the outputs back, and counts who reads each value.
  private mutating func demand() {
    route.output = source[count - 1]
    need(route.output)
    if isTraining {
      for head in map.auxiliaries where !isDead[head.node] {
        route.heads.append(Route.Head(node: source[head.node], weight: head.weight))
        need(source[head.node])
      }
    }
    for node in stride(from: count - 1, through: 0, by: -1) where isNeeded[node] && !isZero[node] {
      for input in inputs(node) where reads(node, source[input]) { need(source[input]) }
    }
  }

  private mutating func need(_ node: Int) {
    isNeeded[node] = true
    readers[node] += 1
  }

  /// Sums leave zeros out; all others read every input.
  func reads(_ node: Int, _ value: Int) -> Bool {
    !(isZero[value] && (map.roles[node] == .add || map.roles[node] == .choice))
  }
}
