import NASPlugin
import Planning
import Testing

@Suite("Planning")
struct PlannerTests {
  /// The components of a small installation.
  private static func catalog() throws -> Catalog {
    let plugin = PluginIdentity(id: "org.example.toy", version: "1.0.0", digest: "ab", path: "/toy.so", isOwn: true)
    var space = ComponentEntry(name: "toy", role: .space, summary: "Bits.", plugin: plugin)
    space.options = ToyOptions.options
    space.abilities = ["nas.space.enumerable/1"]
    var strategy = ComponentEntry(name: "regularized-evolution", role: .strategy, summary: "Ages.", plugin: plugin)
    strategy.window = 4
    strategy.options = EvolutionOptions.options
    var crossing = ComponentEntry(name: "needs-crossing", role: .strategy, summary: "Crosses.", plugin: plugin)
    crossing.needs = ["nas.space.crossing/1"]
    var evaluator = ComponentEntry(name: "train", role: .evaluator, summary: "Trains.", plugin: plugin)
    evaluator.options = TrainOptions.options
    evaluator.needs = ["nas.svc.dataset/1"]
    var table = ComponentEntry(name: "table", role: .evaluator, summary: "Looks up.", plugin: plugin)
    table.traits = [.pure, .inProcess]
    return try Catalog([space, strategy, crossing, evaluator, table])
  }

  struct ToyOptions: ComponentConfiguration {
    var bits = Option(8, in: 1...64, "Bits.")
  }

  struct EvolutionOptions: ComponentConfiguration {
    var population = Option(100, in: 1...1_000, "P.")
    var sampleSize = Option(25, in: 1...1_000, "S.")
  }

  struct TrainOptions: ComponentConfiguration {
    var recipe = Recipe()
    var metrics = Option(NameMap([]), "Names.")
  }

  static let good = """
    name: tried
    seed: 3
    data: { use: pictures, train: 800, validation: 100 }
    space: { use: toy, bits: 12 }
    strategy: { use: regularized-evolution, population: 50 }
    evaluator: { use: train, recipe: { epochs: 3, learning_rate: 0.05 } }
    objective: { maximize: accuracy }
    constraints: [ "macs <= 150M" ]
    budget: { trials: 1_000, time: 2h }
    retrain: { top: 2, recipe: { epochs: 9 } }
    """

  static func plan(_ text: String, set: [String] = []) throws -> Plan {
    var file = try StudyFile(text: text, name: "study.yaml", folder: "/studies")
    for assignment in set { try file.set(assignment) }
    let planner = Planner(catalog: try catalog()) { query in
      guard query.use == "pictures" || query.use == "untested" else {
        throw NASError(.missing, "no data set is named '\(query.use)'")
      }
      let side = query.size ?? 32
      let task = LearningTask(channels: 3, height: side, width: side, classes: query.classes ?? 10)
      let testImages = query.use == "untested" ? 0 : 100
      return Planner.DataFacts(path: query.path, task: task, trainImages: 1_000, testImages: testImages)
    }
    return try planner.plan(file)
  }

  @Test("everything is decided in the plan")
  func decided() throws {
    let plan = try Self.plan(Self.good)
    #expect((plan.name, plan.seed, plan.window) == ("tried", 3, 4))
    #expect(
      plan.strategy.options == [
        PlannedOption(path: "population", value: .integer(50)), PlannedOption(path: "sample_size", value: .integer(25)),
      ])
    #expect(plan.budget == Budget(trials: 1_000, seconds: 7_200))
    #expect(plan.constraints == [Constraint(metric: "macs", relation: .atMost, bound: 150e6)])
    #expect(plan.isolation == .worker)
    #expect(plan.data?.train == 800)
    let epochs = plan.retrain?.recipe.first { $0.path == "epochs" }
    let rate = plan.retrain?.recipe.first { $0.path == "learning_rate" }
    #expect(epochs?.value == .integer(9))
    #expect(rate?.value == .real(0.05), "the retraining takes over what the search's recipe says")
  }

  @Test("the plan written out is a study file with the same plan")
  func roundTrip() throws {
    let plan = try Self.plan(Self.good)
    #expect(try Self.plan(plan.yaml()) == plan)
  }

  @Test(
    "a split is a number of images or a share of them",
    arguments: [
      ("0.5", 500), ("50%", 500), ("0.29", 290), ("12.5%", 125), ("1", 1), ("5e-1", 500), ("4_00", 400), ("1e2", 100),
      ("200.0", 200),
    ])
  func shares(said: String, images: Int) throws {
    let plan = try Self.plan(Self.good, set: ["data.train=\(said)", "evaluator.recipe.batch_size=1"])
    #expect(plan.data?.train == images && plan.data?.validation == 100)
    #expect(try Self.plan(plan.yaml()) == plan)
  }

  @Test("what a split leaves open is filled as before")
  func openSplits() throws {
    func splits(_ data: String) throws -> [Int?] {
      let plan = try Self.plan(Self.good, set: ["data=\(data)"]).data
      return [plan?.train, plan?.validation]
    }
    #expect(try splits("{ use: pictures }") == [900, 100])
    #expect(try splits("{ use: pictures, train: 60% }") == [600, 400])
    #expect(try splits("{ use: pictures, validation: 0.25 }") == [750, 250])
  }

  @Test("strata, size and classes go through the plan, and a file without them has none in its plan")
  func dataKeys() throws {
    let plan = try Self.plan(Self.good, set: ["data.stratified=true", "data.size=48", "data.classes=7"])
    #expect(plan.data?.stratified == true && plan.data?.size == 48 && plan.data?.classes == 7)
    #expect(plan.task == LearningTask(channels: 3, height: 48, width: 48, classes: 7))
    #expect(try Self.plan(plan.yaml()) == plan)
    let text = try Self.plan(Self.good).yaml()
    #expect(!["stratified", " size:", " classes:"].contains(where: text.contains))
  }

  @Test("the command line replaces values, nested ones and new ones too")
  func set() throws {
    let plan = try Self.plan(
      Self.good, set: ["strategy.sample_size=7", "budget.trials=5", "evaluator.recipe.epochs=1"])
    #expect(plan.strategy.options[1].value == .integer(7))
    #expect(plan.budget.trials == 5)
    #expect(plan.evaluator.options.first { $0.path == "recipe.epochs" }?.value == .integer(1))
  }

  @Test("a pure evaluator of the product's own build runs in the coordinator")
  func isolation() throws {
    #expect(try Self.plan(Self.good, set: ["evaluator=table"]).isolation == .inProcess)
    #expect(try Self.plan(Self.good, set: ["evaluator=table", "isolation=worker"]).isolation == .worker)
  }

  @Test(
    "wrong input gets one sentence: what, where, what to do",
    arguments: [
      ("strategy.populaton=5", "unknown key 'strategy.populaton'", "did you mean 'population'?"),
      ("budgt.trials=5", "unknown key 'budgt'", "did you mean 'budget'?"),
      ("evaluator.recipe.epoch=5", "unknown key 'evaluator.recipe.epoch'", "did you mean 'epochs'?"),
      ("strategy.population=many", "'strategy.population' must be a whole number, not 'many'", nil),
      ("strategy.population=0", "'strategy.population' is 0, outside 1 to 1000", "P."),
      (
        "strategy.use=regularised-evolution", "no strategy is named 'regularised-evolution'",
        "did you mean 'regularized-evolution'?"
      ),
      ("strategy.use=toy", "no strategy is named 'toy'", "'toy' is a space"),
      (
        "strategy=needs-crossing", "needs a space with the ability 'crossing', which 'toy' lacks",
        "no installed space has it"
      ),
      ("data.train=950", "950 + 100 images, but 'pictures' has 1000", nil),
      ("data.use=picturs", "no data set is named 'picturs'", nil),
      ("data.use=untested", "'retrain' measures on test images, and 'untested' has none", "remove 'retrain'"),
      ("data.train=0.95", "950 + 100 images, but 'pictures' has 1000", "lower train"),
      ("data.train=0", "'data.train' must be at least 1, not 0", nil),
      ("data.train=0.0", "'data.train' must be a share above 0 and up to 100%, not '0.0'", nil),
      ("data.train=0.0001", "0 + 100 images", "at least one image"),
      ("data.train=-0.5", "'data.train' must be a share above 0 and up to 100%, not '-0.5'", nil),
      ("data.validation=120%", "'data.validation' must be a share above 0 and up to 100%, not '120%'", nil),
      ("data.validation=1.5", "must be a number of images or a share such as 0.5 or 50%, not '1.5'", nil),
      ("data.validation=half", "must be a number of images or a share such as 0.5 or 50%, not 'half'", nil),
      ("data.validation=x%", "must be a number of images or a share such as 0.5 or 50%, not 'x%'", nil),
      ("data.stratified=perhaps", "'data.stratified' must be true or false, not 'perhaps'", nil),
      ("data.size=0", "'data.size' must be at least 1, not 0", nil),
      ("data.clases=3", "unknown key 'data.clases'", "did you mean 'classes'?"),
      ("budget={}", "'budget' sets no limit", "add trials: 100 or time: 10m"),
      ("objective={maximise: accuracy}", "unknown key 'objective.maximise'", "did you mean 'maximize'?"),
      ("constraints=[small]", "constraint 'small' is not of the form", nil),
      ("seed=-1", "'seed' must not be negative", nil),
      ("seed=1.5", "'seed' must be a whole number", nil),
      ("evaluator.recipe.nesterov=maybe", "must be true or false, not 'maybe'", nil),
      ("evaluator.recipe.schedule=cosin", "cannot be 'cosin'", "did you mean 'cosine'?"),
      ("evaluator.recipe.epochs=0", "'evaluator.recipe.epochs' is 0, outside 1 to 100000", nil),
      ("evaluator.recipe.optimizer=sdg", "cannot be 'sdg'", "did you mean 'sgd'?"),
      ("evaluator.recipe.momentum=0", "evaluator.recipe: the recipe asks for Nesterov's momentum", "nesterov: false"),
      ("evaluator.recipe.batch_size=1200", "a batch of 1200 images is more than the", "lower batch_size"),
      ("evaluator.recipe.warmup_epochs=99999", "warms up for 99999.0 of its", "lower warmup_epochs"),
      ("evaluator.recipe={labels: random, label_classes: 4000}", "4000 classes of random labels are more", "lower"),
      ("evaluator.recipe.label_classes=2", "gives label_classes for true labels", "labels: random"),
      ("device=gpu", "'device' must be cpu, cuda or cuda:1, not 'gpu'", nil),
      ("isolation=in-process", "evaluator 'train' may not run in-process", nil),
      ("window=0", "'window' must be at least 1, not 0", nil),
      ("threads=0", "'threads' must be at least 1, not 0", nil),
      ("workers=two", "'workers' must be a whole number", nil),
      ("duplicates=reuze", "'duplicates' cannot be 'reuze'", "did you mean 'reuse'?"),
      ("limits.time=soon", "'limits.time' must be a time such as 90s", nil),
      ("space={bits: 3}", "'space' does not say which component to use", nil),
    ] as [(String, String, String?)])
  func wrong(assignment: String, sentence: String, hint: String?) {
    let error = #expect(throws: NASError.self) { try Self.plan(Self.good, set: [assignment]) }
    #expect(error?.message.contains(sentence) == true, "\(error.map(\.message) ?? "no error")")
    if let hint { #expect(error?.hint?.contains(hint) == true, "\(error?.hint ?? "no hint")") }
    #expect(error?.message.hasPrefix("study.yaml:") == true, "it says where: \(error?.message ?? "")")
  }

  @Test("a line number leads to the mistake")
  func line() {
    let error = #expect(throws: NASError.self) {
      try Self.plan(Self.good.replacing("population: 50", with: "populatio: 50"))
    }
    #expect(error?.message.hasPrefix("study.yaml:5: ") == true, "\(error?.message ?? "")")
  }

  @Test("missing parts and files that are no YAML are refused")
  func missing() {
    let none = #expect(throws: NASError.self) { try Self.plan("") }
    #expect(none?.message.contains("the key 'space' is missing") == true)
    let broken = #expect(throws: NASError.self) { try Self.plan("space: [") }
    #expect(broken?.message.contains("is not valid YAML") == true)
    let needs = #expect(throws: NASError.self) {
      try Self.plan(Self.good.replacing("data: { use: pictures, train: 800, validation: 100 }", with: ""))
    }
    #expect(needs?.message.contains("needs a data set") == true)
  }
}
