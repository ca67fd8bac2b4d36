import CNASPlugin
public import NASPlugin

/// Tries every promise of a search space; an empty answer means that all were kept.
///
/// `tasks` are those that the space says it supports. Abilities are tried where there are any; unknown interfaces where
/// the space stands behind the boundary (`ForeignSpace`).
public func checkSpace(
  _ space: any SearchSpace, seed: UInt64 = 0, samples: Int = 64, tasks: [LearningTask] = [.cifar10]
) -> [Violation] {
  let check = SpaceCheck(space: space, source: RandomSource(seed: seed), tasks: tasks)
  check.run(samples)
  return check.findings.violations
}

private struct SpaceCheck {
  let space: any SearchSpace
  let source: RandomSource
  let tasks: [LearningTask]
  let findings = Findings()

  init(space: any SearchSpace, source: RandomSource, tasks: [LearningTask]) {
    (self.space, self.source, self.tasks) = (space, source, tasks)
  }

  func run(_ samples: Int) {
    checkDecisions()
    var drawn: [Architecture] = []
    findings.attempt("sample") { _ in drawn = try draw(samples) }
    checkRepeatability(drawn)
    for architecture in drawn {
      checkTokens(architecture)
      checkText(architecture)
      checkCanonical(architecture)
      checkMutation(architecture)
    }
    for architecture in drawn.prefix(8) {
      checkPrefixes(architecture)
      checkNonsense(architecture)
      for task in tasks { checkNetwork(architecture, task) }
    }
    AbilityCheck(space: space, source: source, tasks: tasks, findings: findings).run(drawn)
    guard let foreign = space as? ForeignSpace else { return }
    checkUnknownInterface(foreign.instance, .space, findings)
  }

  private func draw(_ count: Int) throws -> [Architecture] {
    var random = source.stream("samples")
    return try (0..<count).map { _ in try space.sample(&random) }
  }

  private func checkDecisions() {
    let names = space.decisions.map(\.name)
    findings.require(Set(names).count == names.count, "decisions", "two decisions have one name")
    findings.require(space.decisions.allSatisfy { !$0.options.isEmpty }, "decisions", "a decision has no options")
    findings.require(!space.layout.isEmpty, "layout", "the layout of the tokens is not declared")
  }

  private func checkRepeatability(_ drawn: [Architecture]) {
    findings.attempt("reproducible") { findings in
      findings.require(try draw(drawn.count) == drawn, "reproducible", "two runs of samples with one seed differ")
    }
  }

  private func checkTokens(_ architecture: Architecture) {
    findings.attempt("valid") { _ in try space.validate(architecture) }
    let decisions = space.decisions
    guard !decisions.isEmpty else { return }
    findings.require(
      architecture.tokens.count == decisions.count, "decisions",
      "a sample has \(architecture.tokens.count) tokens for \(decisions.count) decisions")
    for (token, decision) in zip(architecture.tokens, decisions) where decision.kind != .referenceSet {
      findings.require(
        token >= 0 && token < decision.options.count, "decisions",
        "token \(token) of decision '\(decision.name)' is none of its \(decision.options.count) options")
    }
  }

  private func checkText(_ architecture: Architecture) {
    findings.attempt("text") { findings in
      let text = try space.text(architecture)
      findings.require(!text.isEmpty && !text.contains("\n"), "text", "'\(text)' is not one line")
      let back = try space.parse(text)
      findings.require(back == architecture, "text", "'\(text)' is read as \(back.tokens), not \(architecture.tokens)")
    }
  }

  private func checkCanonical(_ architecture: Architecture) {
    findings.attempt("canonical") { findings in
      let form = try space.canonical(architecture)
      try space.validate(form)
      findings.require(
        try space.canonical(form) == form, "canonical", "the canonical form of \(form.tokens) is not itself")
    }
  }

  private func checkMutation(_ architecture: Architecture) {
    for rate in [nil, 0.3, 1] {
      findings.attempt("mutation") { findings in
        var random = source.source("mutation").stream("\(architecture.tokens)")
        var again = random
        let mutation = try space.drawMutation(of: architecture, rate: rate, &random)
        // Mutations of open-ended spaces may change weights alone: Large-Scale Evolution resets them.
        findings.require(
          space.decisions.isEmpty || mutation.child != architecture, "mutation",
          "a mutation of \(architecture.tokens) changed nothing")
        try space.validate(mutation.child)
        let repeated = try space.drawMutation(of: architecture, rate: rate, &again)
        findings.require(repeated == mutation, "reproducible", "two mutations with one seed differ")
        findings.require(again == random, "reproducible", "two mutations with one seed draw differently often")
      }
    }
  }

  private func checkPrefixes(_ architecture: Architecture) {
    guard let text = try? space.text(architecture) else { return }
    for length in 0..<text.count {
      let part = String(text.prefix(length))
      guard let read = try? space.parse(part) else { continue }
      findings.require((try? space.text(read)) == part, "parse", "the torn text '\(part)' is read as \(read.tokens)")
    }
    findings.refuses("parse", "a text with a word after its end is read") { _ = try space.parse(text + " junk") }
  }

  /// Tokens that are no architecture are refused by every verb, and never end the process.
  private func checkNonsense(_ architecture: Architecture) {
    guard !space.decisions.isEmpty else { return }
    let (tokens, options) = (architecture.tokens, space.decisions[0].options.count)
    let head = space.decisions[0].kind == .referenceSet ? -1 : Int32(options)
    let nonsense = [
      [], Array(tokens.dropLast()), tokens + [0], [head] + tokens.dropFirst(), [.min] + tokens.dropFirst(),
    ]
    for bad in nonsense.map({ Architecture($0) }) {
      let what = "the tokens \(bad.tokens) are accepted"
      findings.refuses("validate", what) { try space.validate(bad) }
      findings.refuses("validate", "\(what) by text") { _ = try space.text(bad) }
      findings.refuses("validate", "\(what) by canonical") { _ = try canonicalOrRefused(bad) }
      findings.refuses("validate", "\(what) by network") {
        _ = try space.network(for: bad, task: tasks.first ?? .cifar10)
      }
    }
  }

  /// A space whose canonical form is the identity need not look at the tokens.
  private func canonicalOrRefused(_ architecture: Architecture) throws {
    if try space.canonical(architecture) == architecture { throw NASError(.invalid, "the identity") }
  }

  private func checkNetwork(_ architecture: Architecture, _ task: LearningTask) {
    findings.attempt("network") { findings in
      let network = try space.network(for: architecture, task: task)
      let ids = network.nodes.map(\.id)
      findings.require(Set(ids).count == ids.count, "network", "two nodes have one id")
      findings.require(
        try Network(decoding: network.encoded()) == network, "network", "its buffer reads as another network")
      let again = try space.network(for: architecture, task: task)
      findings.require(again == network, "reproducible", "one architecture has two networks")
      let cost = try network.cost(for: task)
      let logits = FeatureShape(channels: task.classes, height: 1, width: 1)
      findings.require(
        cost.shapes.last == logits, "network",
        "its output is \(cost.shapes.last?.description ?? "nothing"), not \(logits)")
      guard let fast = try space.costs(of: architecture, task: task) else { return }
      findings.require(
        fast == (cost.params, cost.macs), "costs",
        "\(space.label(architecture)) has \(cost.params) parameters and \(cost.macs) MACs, not \(fast.params) and \(fast.macs)"
      )
    }
  }
}

/// A plugin answers NULL to what it does not know.
func checkUnknownInterface(_ instance: ForeignInstance, _ role: Role, _ findings: Findings) {
  guard let component = instance.reference(role).component, let query = component.pointee.query else { return }
  for id in ["", "nas.nothing/1", role.interface + "0", "nas.state/2"] {
    findings.require(
      id.withCString { query(component, $0) } == nil, "interfaces", "it answers to the unknown interface '\(id)'")
  }
}
