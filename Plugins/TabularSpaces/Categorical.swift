import NASPlugin

/// A fixed-length space that the study file writes down: named decisions, their options, and conditions between them.
///
/// For tables of results and for external programs; there is no network. A decision whose condition does not hold is
/// inactive: it has no effect, and the canonical form gives it option 0.
struct Categorical: Enumerable, Crossing, Encoding, Component {
  struct Configuration: ComponentConfiguration {
    var decisions = Option<NameMap>.required("The decisions in order, each with its options: `stage1: 8 16 24 32`.")
    /// A decision may depend on those before it alone, so that conditions cannot run in circles.
    var when = Option(
      NameMap([]),
      "Decisions that count only where earlier ones have certain options: `kernel2: op2 = conv sep & skip = no`."
    )
    var text = Option(TextForm.named, "How architectures are written: `stage1=8 stage2=16`, or the options alone.")
    var separator = Option(":", "What stands between options that are written alone.")
  }

  /// How architectures are written.
  enum TextForm: String, OptionChoice {
    /// `stage1=8 stage2=16`, without inactive decisions.
    case named
    /// `8:16`, with all decisions, as many published tables have it.
    case options
  }

  static let descriptor = ComponentDescriptor(
    name: "categorical",
    summary: "Any space of named decisions that the study file writes down, for tables and external programs.",
    traits: [.threadSafe, .pure])

  let decisions: [Decision]
  let conditions: [CategoricalCondition]
  let textForm: TextForm
  let separator: String
  let numbering: CategoricalNumbering

  init(configuration: Configuration, context: ComponentContext) throws {
    decisions = try CategoricalReader.decisions(configuration.decisions.value.entries)
    conditions = try CategoricalReader.conditions(configuration.when.value.entries, decisions)
    (textForm, separator) = (configuration.text.value, configuration.separator.value)
    numbering = try CategoricalNumbering(decisions, conditions)
    guard textForm == .options else { return }
    try CategoricalReader.checkSeparator(separator, decisions)
  }

  var layout: String {
    let said = decisions.map { "\($0.name) = \($0.options.joined(separator: " "))" }
    return "categorical/1: the option of each decision: \(said.joined(separator: "; "))"
  }

  /// How many architectures differ in what is active; the greatest integer where they are more.
  var count: Int { numbering.count }

  /// In the order of the decisions, the first being the most significant; always in canonical form.
  func architecture(at index: Int) throws -> Architecture {
    guard index >= 0, index < count else {
      throw NASError(.invalid, "this space has no architecture \(index)", hint: "its numbers go from 0 to \(count - 1)")
    }
    return Architecture(numbering.tokens(at: index))
  }

  /// Each active decision uniformly from its options; uniform over all architectures where there are no conditions.
  func sample(_ random: inout RandomStream) -> Architecture {
    var tokens = Array(repeating: Int32(0), count: decisions.count)
    settle(&tokens, wereActive: Array(repeating: false, count: tokens.count), &random)
    return Architecture(tokens)
  }

  /// Uniform crossover; a decision that neither parent had active is drawn.
  func cross(
    _ first: Architecture, _ second: Architecture, _ random: inout RandomStream
  ) throws -> Architecture {
    try validate(first)
    try validate(second)
    let (inFirst, inSecond) = (active(first.tokens), active(second.tokens))
    var child = first.tokens
    for place in child.indices {
      let takesSecond = inFirst[place] == inSecond[place] ? random.next() >> 63 == 1 : inSecond[place]
      if takesSecond { child[place] = second.tokens[place] }
    }
    settle(&child, wereActive: zip(inFirst, inSecond).map { $0 || $1 }, &random)
    return Architecture(child)
  }

  func validate(_ architecture: Architecture) throws {
    let tokens = architecture.tokens
    guard tokens.count == decisions.count else {
      throw NASError(.invalid, "an architecture of this space has \(decisions.count) tokens, not \(tokens.count)")
    }
    for (decision, token) in zip(decisions, tokens) where token < 0 || token >= decision.options.count {
      throw NASError(
        .invalid, "the token of '\(decision.name)' is \(token)",
        hint: "its options are 0 to \(decision.options.count - 1): \(decision.options.joined(separator: ", "))")
    }
  }

  /// Inactive decisions have option 0.
  func canonical(_ architecture: Architecture) throws -> Architecture {
    try validate(architecture)
    return Architecture(zip(architecture.tokens, active(architecture.tokens)).map { $1 ? $0 : 0 })
  }

  var encodingWidth: Int { decisions.reduce(0) { $0 + $1.options.count } }

  /// One-hot, where an inactive decision is all zeros.
  func encode(_ architecture: Architecture) throws -> [Double] {
    try validate(architecture)
    let active = active(architecture.tokens)
    return decisions.indices.flatMap { place in
      decisions[place].options.indices.map { active[place] && $0 == Int(architecture.tokens[place]) ? 1 : 0 }
    }
  }

  /// Always an error: what the options mean is known to a table or a program alone.
  func network(for architecture: Architecture, task: LearningTask) throws -> Network {
    try validate(architecture)
    throw NASError(
      .unimplemented, "a categorical space has no networks: what its options mean stands outside of the study",
      hint: "use an evaluator that reads the architecture itself, such as table or command")
  }
}
