import NASPlugin

/// Tries the promises of what a space can do beside its role.
struct AbilityCheck {
  let space: any SearchSpace
  let source: RandomSource
  let tasks: [LearningTask]
  let findings: Findings

  func run(_ drawn: [Architecture]) {
    if let able = space.enumerable { checkNumbering(able) }
    if let able = space.crossing { checkCrossing(able, drawn) }
    if let able = space.progressive { checkGrowth(able) }
    if let able = space.encoding { checkEncoding(able, drawn) }
    if let able = space.masking { checkMasks(able, drawn) }
    if let able = space.repairing { checkRepair(able, drawn) }
    if let able = space.publishing { checkPublished(able) }
    guard let able = space.weightSharing else { return }
    for task in tasks { checkSupernet(able, drawn, task) }
  }

  private func checkNumbering(_ space: any Enumerable) {
    findings.attempt("numbering") { findings in
      let count = space.count
      var seen: Set<Architecture> = []
      let step = count <= 20_000 ? 1 : count / 64
      for number in Set(stride(from: 0, to: count, by: step)).union([count - 1]) {
        let architecture = try space.architecture(at: number)
        try space.validate(architecture)
        findings.require(
          seen.insert(architecture).inserted, "numbering", "two numbers have the architecture \(architecture.tokens)")
      }
      guard count < Int.max else { return }
      findings.refuses("numbering", "there is an architecture beyond the last") {
        _ = try space.architecture(at: count)
      }
    }
  }

  private func checkCrossing(_ space: any Crossing, _ drawn: [Architecture]) {
    var random = source.stream("crossing")
    for (first, second) in zip(drawn, drawn.dropFirst()) {
      findings.attempt("crossing") { findings in
        try space.validate(try space.cross(first, second, &random))
        let alike = try space.cross(first, first, &random)
        findings.require(alike == first, "crossing", "a child of \(first.tokens) with itself is \(alike.tokens)")
      }
    }
  }

  /// Grows architectures from nothing, taking a seeded extension each time, until they are complete.
  private func checkGrowth(_ space: any Progressive) {
    var random = source.stream("growth")
    for _ in 0..<4 {
      findings.attempt("growth") { findings in
        var partial: Architecture?
        for _ in 0..<256 {
          let larger = try space.extensions(of: partial)
          findings.require(Set(larger).count == larger.count, "growth", "two extensions are the same")
          findings.require(!larger.isEmpty, "growth", "\(partial?.tokens ?? []) is not complete, but cannot grow")
          guard !larger.isEmpty else { return }
          partial = larger[random.index(below: larger.count)]
          if let partial, try space.isComplete(partial) { return try space.validate(partial) }
        }
        findings.require(false, "growth", "256 extensions complete nothing")
      }
    }
  }

  private func checkEncoding(_ space: any Encoding, _ drawn: [Architecture]) {
    for architecture in drawn {
      findings.attempt("encoding") { findings in
        let numbers = try space.encode(architecture)
        findings.require(
          numbers.count == space.encodingWidth && numbers.allSatisfy(\.isFinite), "encoding",
          "\(architecture.tokens) is described by \(numbers.count) numbers, not by \(space.encodingWidth) finite ones")
        findings.require(
          try space.encode(architecture) == numbers, "encoding", "two encodings of one architecture differ")
      }
    }
  }

  /// Every prefix of a valid architecture allows its next token.
  private func checkMasks(_ space: any Masking, _ drawn: [Architecture]) {
    for architecture in drawn.prefix(16) {
      for (place, decision) in space.decisions.enumerated() {
        findings.attempt("masking") { findings in
          let mask = try space.mask(after: architecture.tokens.prefix(place))
          let token = architecture.tokens[place]
          findings.require(
            mask.count == decision.options.count && (mask.contains(true) || decision.kind == .referenceSet), "masking",
            "the mask before '\(decision.name)' is \(mask)")
          let isAllowed =
            decision.kind == .referenceSet
            ? mask.indices.allSatisfy { mask[$0] || token >> Int32($0) & 1 == 0 } : mask[Int(token)]
          findings.require(isAllowed, "masking", "\(architecture.tokens) is valid, but its token \(place) is masked")
        }
      }
    }
  }

  private func checkRepair(_ space: any Repairing, _ drawn: [Architecture]) {
    var random = source.stream("repair")
    for architecture in drawn {
      findings.attempt("repair") { findings in
        let same = try space.repair(architecture, &random)
        findings.require(same == architecture, "repair", "\(architecture.tokens) is valid, but was repaired")
        let nonsense = Architecture(space.decisions.map { Int32(random.index(below: max(1, $0.options.count))) })
        guard !space.decisions.isEmpty else { return }
        try space.validate(try space.repair(nonsense, &random))
      }
    }
  }

  private func checkPublished(_ space: any Publishing) {
    let published = space.published
    findings.require(
      Set(published.map(\.name)).count == published.count, "published", "two architectures have one name")
    for entry in published {
      findings.require(!entry.name.isEmpty && !entry.source.isEmpty, "published", "an entry lacks its name or source")
      findings.require(
        entry.settings.allSatisfy { $0.contains("=") }, "published",
        "'\(entry.name)' has a setting that is no key=value")
    }
  }

  /// A path through the supernet is there for each architecture, and the parameters are among the supernet's.
  private func checkSupernet(_ space: any WeightSharing, _ drawn: [Architecture], _ task: LearningTask) {
    findings.attempt("supernet") { findings in
      let supernet = try space.supernet(for: task)
      _ = try supernet.cost(for: task)
      let alternatives = supernet.nodes.compactMap { node -> Int? in
        if case .choice(let choice) = node.operation { choice.alternatives.count } else { nil }
      }
      findings.require(!alternatives.isEmpty, "supernet", "the supernet has no choice node")
      var random = source.stream("paths")
      let paths = try drawn.map { try space.path(of: $0) } + drawn.map { _ in try space.samplePath(&random) }
      for path in paths {
        let fits = path.count == alternatives.count && zip(path, alternatives).allSatisfy { $0 >= 0 && $0 < $1 }
        findings.require(fits, "supernet", "\(path) is no path through choices of \(alternatives) alternatives")
      }
    }
  }
}
