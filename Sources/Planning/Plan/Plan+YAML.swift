import NASPlugin
import Yams

extension Plan {
  /// The plan as a study file with every value written out: reading it gives this plan again.
  package func yaml() throws -> String {
    var entries: [(Node, Node)] = []
    func put(_ key: String, _ value: Node) { entries.append((Node(key), value)) }
    put("name", .quoted(name))
    put("seed", .plain("\(seed)"))
    if let data {
      put(
        "data",
        .map([
          ("use", .plain(data.use)), ("path", data.path.map { .quoted($0) }), ("train", .plain("\(data.train)")),
          ("validation", .plain("\(data.validation)")), ("stratified", data.stratified ? .plain("true") : nil),
          ("size", data.size.map { .plain("\($0)") }), ("classes", data.classes.map { .plain("\($0)") }),
        ]))
    }
    for component in components { put(component.role.rawValue, component.node) }
    put(
      "objective", Node(objectives.map { Node.map([($0.isMaximized ? "maximize" : "minimize", .quoted($0.metric))]) }))
    if !constraints.isEmpty {
      put("constraints", Node(constraints.map { .quoted("\($0.metric) \($0.relation.rawValue) \($0.bound)") }))
    }
    put(
      "budget",
      .map([("trials", budget.trials.map { .plain("\($0)") }), ("time", budget.seconds.map { .plain("\($0)s") })]))
    put("workers", .plain(workers.map(String.init) ?? "auto"))
    put("threads", .plain("\(threads)"))
    put("device", Node(devices.map { .plain($0.description) }))
    put("window", .plain("\(window)"))
    put("isolation", .plain(isolation.rawValue))
    put(
      "duplicates",
      .map([
        ("policy", .plain(duplicates.policy.rawValue)), ("level", .plain(duplicates.level.rawValue)),
        ("attempts", .plain("\(duplicates.attempts)")),
      ]))
    put(
      "failures",
      .map([
        ("retries", .plain("\(failures.retries)")), ("penalty", failures.penalty.map { .plain("\($0)") }),
        ("stop_after", failures.stopAfter.map { .plain("\($0)") }),
      ]))
    put(
      "limits",
      .map([("time", limits.seconds.map { .plain("\($0)s") }), ("memory", limits.memory.map { .plain("\($0)") })]))
    put("storage", .map([("best", .plain("\(storage.best)")), ("checkpoint", .plain("\(storage.checkpoint)s"))]))
    if let retrain {
      put(
        "retrain",
        .map([
          ("top", .plain("\(retrain.top)")), ("space", Node.nested(retrain.space.options)),
          ("recipe", Node.nested(retrain.recipe)),
        ]))
    }
    return try serialize(node: Node(entries), width: -1)
  }
}

extension PlannedComponent {
  /// The component with its plugin and version, so that the same one is found again.
  fileprivate var node: Node {
    let use = (Node("use"), Node.quoted("\(plugin.id)/\(name)@\(plugin.version)"))
    return Node([use] + Node.pairs(options, prefix: ""))
  }
}

extension Node {
  fileprivate static func plain(_ text: String) -> Node { Node(text, .implicit, .plain) }
  fileprivate static func quoted(_ text: String) -> Node { Node(text, Tag(.str), .doubleQuoted) }

  /// A mapping of what is there.
  fileprivate static func map(_ entries: [(String, Node?)]) -> Node {
    Node(entries.compactMap { key, value in value.map { (Node(key), $0) } })
  }

  /// Options as nested mappings: `recipe.epochs` stands under `recipe`.
  fileprivate static func nested(_ options: [PlannedOption]) -> Node { Node(pairs(options, prefix: "")) }

  fileprivate static func pairs(_ options: [PlannedOption], prefix: String) -> [(Node, Node)] {
    var done: Set<String> = []
    return options.compactMap { option in
      let rest = option.path.dropFirst(prefix.count)
      guard let key = rest.split(separator: ".").first.map(String.init), done.insert(key).inserted else { return nil }
      if key.count == rest.count { return (Node(key), Node(option.value)) }
      let inner = options.filter { $0.path.hasPrefix(prefix + key + ".") }
      return (Node(key), Node(pairs(inner, prefix: prefix + key + ".")))
    }
  }

  fileprivate init(_ value: OptionValue) {
    switch value {
    case .none: self = .plain("")
    case .integer(let value): self = .plain("\(value)")
    case .real(let value): self = .plain("\(value)")
    case .boolean(let value): self = .plain("\(value)")
    case .text(let text), .path(let text): self = .quoted(text)
    case .list(let items): self = Node(items.map(Node.quoted))
    case .map(let items): self = Node(items.map { (Node.quoted($0.key), Node.quoted($0.value)) })
    }
  }
}
