import NASPlugin
import NASPluginTesting
import Tensors
import Testing
import Training

/// What spaces describe is what libtorch computes: shapes, finite numbers, and as many parameters as were counted.
struct SpaceNetworksTests {
  private func space(_ small: SmallSpace) throws -> ForeignSpace {
    try InstalledPlugin.opened(small.plugin).space(small.name, options: small.options)
  }

  private func images(_ task: LearningTask) throws -> Tensor {
    var noise = RandomStream(seed: 9)
    let count = 2 * task.channels * task.height * task.width
    let values = (0..<count).map { _ in Float(2 * noise.uniform() - 1) }
    return try Tensor(values, shape: [2, task.channels, task.height, task.width])
  }

  private func expectSense(_ module: Module, _ mode: ForwardMode, _ images: Tensor, _ what: String) throws {
    let logits = try module.forward(images, mode).logits
    #expect(try logits.shape == [2, module.task.classes], "\(what)")
    #expect(try logits.floats().allSatisfy(\.isFinite), "\(what)")
  }

  @Test(arguments: SmallSpace.all)
  func networksRunAndHaveTheParametersThatWereCounted(small: SmallSpace) throws {
    try Torch().setThreads(1)
    let (space, images) = (try space(small), try images(small.task))
    var random = RandomStream(seed: 4)
    for _ in 0..<6 {
      let architecture = try space.sample(&random)
      let network = try space.network(for: architecture, task: small.task)
      let module = try Module(network, task: small.task, random: RandomSource(seed: 2))
      let made = try module.parameters.reduce(0) { try $0 + $1.tensor.shape.reduce(1, *) }
      #expect(try made == space.counted(architecture, task: small.task).params, "\(space.label(architecture))")
      for isTraining in [true, false] {
        try expectSense(module, ForwardMode(isTraining: isTraining), images, space.label(architecture))
      }
    }
  }

  @Test(arguments: SmallSpace.all.filter { $0.side == 32 })
  func pathsThroughTheSupernetRun(small: SmallSpace) throws {
    try Torch().setThreads(1)
    guard let sharing = try space(small).weightSharing else { return }
    let images = try images(small.task)
    let supernet = try Module(sharing.supernet(for: small.task), task: small.task, random: RandomSource(seed: 2))
    var random = RandomStream(seed: 4)
    for round in 0..<6 {
      let path = round < 3 ? try sharing.samplePath(&random) : try sharing.path(of: sharing.sample(&random))
      var mode = ForwardMode(isTraining: true)
      mode.routing = .single(path.map(Int.init))
      try expectSense(supernet, mode, images, "\(small.name) \(path)")
    }
  }
}
