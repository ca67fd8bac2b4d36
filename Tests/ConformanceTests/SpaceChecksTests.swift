import NASPlugin
import NASPluginTesting
import Testing

/// A toy space that breaks one promise.
private struct BrokenSpace: Enumerable, Crossing, Component {
  enum Flaw: String, OptionChoice {
    case none, unstableSample, invalidSample, wrongText, greedyParse, restlessCanonical, idleMutation, invalidMutation
    case unstableMutation, permissive, twinIds, wrongShape, wrongCosts, repeatedNumber, endlessNumbers, foreignChild
    case twinDecisions
  }
  struct Configuration: ComponentConfiguration {
    var flaw = Option(Flaw.none, "What is wrong.")
  }
  static let descriptor = ComponentDescriptor(name: "broken", summary: "Breaks a promise.")
  nonisolated(unsafe) static var calls: Int32 = 0

  let flaw: Flaw
  let toy = ToySpace(bits: 8)
  var isPermissive: Bool {
    flaw == .permissive || flaw == .invalidSample || flaw == .invalidMutation || flaw == .foreignChild
  }

  init(configuration: Configuration, context: ComponentContext) { flaw = configuration.flaw.value }

  var decisions: [Decision] {
    flaw == .twinDecisions ? toy.decisions.map { Decision("bit", options: $0.options) } : toy.decisions
  }
  var count: Int { 256 }

  func architecture(at index: Int) throws -> Architecture {
    if flaw == .repeatedNumber { return try toy.architecture(at: index / 2 * 2) }
    return try toy.architecture(at: flaw == .endlessNumbers ? index % 256 : index)
  }
  func sample(_ random: inout RandomStream) -> Architecture {
    var drawn = toy.sample(&random)
    Self.calls += 1
    if flaw == .unstableSample { drawn.tokens[0] = Self.calls % 3 == 0 ? 1 : 0 }
    if flaw == .invalidSample { drawn.tokens[3] = 2 }
    return drawn
  }
  func mutation(of architecture: Architecture, rate: Double?, _ random: inout RandomStream) throws -> Mutation? {
    Self.calls += 1
    switch flaw {
    case .idleMutation: return Mutation(architecture)
    case .invalidMutation: return Mutation(Architecture(architecture.tokens + [0]))
    case .unstableMutation:
      var child = architecture
      child.tokens[Int(Self.calls % 7)] ^= 1
      return Mutation(child)
    default: return try toy.mutation(of: architecture, rate: rate, &random)
    }
  }
  func validate(_ architecture: Architecture) throws {
    if flaw != .permissive { try toy.validate(architecture) }
  }
  func canonical(_ architecture: Architecture) throws -> Architecture {
    guard flaw == .restlessCanonical else { return architecture }
    return Architecture(architecture.tokens.map { 1 &- $0 })
  }
  func text(_ architecture: Architecture) throws -> String {
    let text = architecture.tokens.map(String.init).joined()
    if flaw == .wrongText { return String(text.reversed()) }
    return isPermissive ? text : try toy.text(architecture)
  }
  func parse(_ text: String) throws -> Architecture {
    flaw == .greedyParse ? try toy.parse(String((text + "00000000").prefix(8))) : try toy.parse(text)
  }
  func network(for architecture: Architecture, task: LearningTask) throws -> Network {
    try toy.validate(architecture)
    var builder = NetworkBuilder()
    var x = builder.add(.identity, [builder.input], "same")
    x = builder.add(.identity, [x], flaw == .twinIds ? "same" : "other")
    _ = builder.classifier(x, classes: flaw == .wrongShape ? task.classes + 1 : task.classes)
    return builder.network
  }
  func costs(of architecture: Architecture, task: LearningTask) throws -> (params: Int, macs: Int)? {
    let weights = task.channels * task.classes
    return flaw == .wrongShape ? nil : (weights + task.classes, weights + (flaw == .wrongCosts ? 1 : 0))
  }
  func cross(_ first: Architecture, _ second: Architecture, _ random: inout RandomStream) throws -> Architecture {
    if flaw == .foreignChild { return Architecture([0, 1]) }
    return Architecture(zip(first.tokens, second.tokens).map { random.chance(0.5) ? $0 : $1 })
  }
}

@Suite(.serialized) struct SpaceChecksTests {
  private let plugin = InProcessPlugin {
    BrokenSpace.self
    ToySpace.self
  }

  @Test func theToySpaceKeepsEveryPromise() throws {
    let task = LearningTask(channels: 1, height: 5, width: 7, classes: 2)
    #expect(checkSpace(try plugin.space("toy"), tasks: [.cifar10, task]) == [])
    #expect(checkSpace(ToySpace(bits: 90)) == [])
  }

  @Test func withoutFlawNothingIsFound() throws {
    #expect(checkSpace(try plugin.space("broken")) == [])
  }

  @Test(arguments: [
    (BrokenSpace.Flaw.unstableSample, "reproducible"), (.invalidSample, "valid"), (.wrongText, "text"),
    (.greedyParse, "parse"), (.restlessCanonical, "canonical"), (.idleMutation, "mutation"),
    (.invalidMutation, "mutation"), (.unstableMutation, "reproducible"), (.permissive, "validate"),
    (.twinIds, "network"),
    (.wrongShape, "network"), (.wrongCosts, "costs"), (.repeatedNumber, "numbering"), (.endlessNumbers, "numbering"),
    (.foreignChild, "crossing"), (.twinDecisions, "decisions"),
  ])
  fileprivate func findsEachFlaw(flaw: BrokenSpace.Flaw, violation: String) throws {
    let space = try plugin.space("broken", options: [("flaw", .text(flaw.rawValue))])
    let found = checkSpace(space)
    #expect(found.map(\.name).contains(violation), "\(found)")
  }
}
