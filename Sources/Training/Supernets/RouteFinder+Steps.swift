extension RouteFinder {
  /// Makes the steps of what is needed, in the order of the nodes.
  mutating func emit() {
    var choice = 0
    for node in 0..<count {
      defer { if map.roles[node] == .choice { choice += 1 } }
      guard isNeeded[node], !isZero[node] else { continue }
      let model = inputs(node).first { !isZero[source[$0]] }.map { source[$0] }
      for input in inputs(node) where reads(node, source[input]) { emitZeros(source[input], like: model) }
      let start = route.inputs.count
      for (rank, input) in inputs(node).enumerated() where reads(node, source[input]) { read(source[input], rank) }
      let work =
        map.roles[node] == .choice ? .mixed(choice: choice, inPlace: isUniform(start)) : work(node, start)
      route.steps.append(Route.Step(node: node, work: work, inputs: start..<route.inputs.count))
    }
    for node in [route.output] + route.heads.map(\.node) { emitZeros(node, like: nil) }
  }

  private mutating func read(_ node: Int, _ rank: Int) {
    route.inputs.append(node)
    route.ranks.append(rank)
  }

  /// Zeros that somebody cannot leave out, made right before the first who reads them, of the type of what they join.
  private mutating func emitZeros(_ node: Int, like model: Int?) {
    guard isZero[node], isNeeded[node] else { return }
    isNeeded[node] = false
    let start = route.inputs.count
    if let model { read(model, 0) }
    route.steps.append(Route.Step(node: node, work: .zeros, inputs: start..<route.inputs.count))
  }

  /// Whether a step may write over its input.
  private mutating func work(_ node: Int, _ start: Int) -> Route.Work {
    switch map.roles[node] {
    case .add:
      guard isUniform(start) else { return .plainSum }
      if isSpare(route.inputs[start]) { return .inPlace }
      // a + b is b + a, bit for bit.
      guard isSpare(route.inputs[start + 1]) else { return .layer }
      route.inputs.swapAt(start, start + 1)
      return .inPlace
    case .pure: return map.isReLU[node] && isSpare(route.inputs[start]) ? .inPlace : .layer
    case .drop:
      isFresh[node] = isSpare(route.inputs[start])
      return isFresh[node] ? .inPlace : .layer
    default: return .layer
    }
  }

  /// Whether all inputs of the newest step have one type: only then does writing over one of them lose nothing.
  private func isUniform(_ start: Int) -> Bool {
    route.inputs[start...].allSatisfy { isImage[$0] == isImage[route.inputs[start]] }
  }

  private func isSpare(_ node: Int) -> Bool { isFresh[node] && readers[node] == 1 }

  /// Notes after which step each value is let go.
  mutating func release() {
    var last = Array(repeating: -1, count: count)
    for (index, step) in route.steps.enumerated() { for place in step.inputs { last[route.inputs[place]] = index } }
    last[route.output] = -1
    for head in route.heads { last[head.node] = -1 }
    for index in route.steps.indices {
      let start = route.releases.count
      for place in route.steps[index].inputs where last[route.inputs[place]] == index {
        route.releases.append(route.inputs[place])
        last[route.inputs[place]] = -1
      }
      route.steps[index].releases = start..<route.releases.count
    }
  }
}
