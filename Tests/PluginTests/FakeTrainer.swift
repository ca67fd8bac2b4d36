import CNASPlugin
import NASPlugin

/// A training service that trains nothing, notes all calls, and answers with known numbers.
final class FakeTrainer {
  struct Seeds: Equatable {
    var weights: UInt64
    var training: UInt64
  }

  var networks: [Network] = []
  var recipes: [[String: OptionValue]] = []
  var fidelities: [Fidelity] = []
  var seeds: [Seeds] = []
  var inherited: [String] = []
  var validated: [UInt32] = []
  var saved: [String] = []
  var kept: [String] = []
  var alive = 0
  /// The number of the module whose training fails.
  var failsOnSeedOf: Int?

  private let training = UnsafeMutablePointer<nas_training_service>.allocate(capacity: 1)
  private let artifacts = UnsafeMutablePointer<nas_artifact_service>.allocate(capacity: 1)
  let lendsArtifacts: Bool

  init(lendsArtifacts: Bool = true) {
    self.lendsArtifacts = lendsArtifacts
    let this = Unmanaged.passUnretained(self).toOpaque()
    training.initialize(
      to: nas_training_service(
        struct_size: UInt32(MemoryLayout<nas_training_service>.size), flags: 0, ctx: this, create: createModule,
        destroy: { ctx, _ in trainer(ctx).alive -= 1 }, inherit: inheritWeights, train: trainModule,
        validate: validateModule, save: saveModule))
    artifacts.initialize(
      to: nas_artifact_service(
        struct_size: UInt32(MemoryLayout<nas_artifact_service>.size), flags: 0, ctx: this, scratch: scratchPath,
        keep: keepFile, find: nil))
  }

  deinit {
    training.deallocate()
    artifacts.deallocate()
  }

  var services: [String: UnsafeRawPointer] {
    var all = ["nas.svc.training/1": UnsafeRawPointer(training)]
    if lendsArtifacts { all["nas.svc.artifacts/1"] = UnsafeRawPointer(artifacts) }
    return all
  }

  func read(_ recipe: UnsafePointer<nas_configuration>?) throws {
    let reader = ConfigurationReader(recipe)
    var found: [String: OptionValue] = [:]
    for path in Recipe.options.map(\.path) { found[path] = try reader.value(path) }
    recipes.append(found)
  }

  /// Three epochs of known figures; the first to be told to stop is the last.
  func train(
    _ context: UnsafeMutableRawPointer?,
    _ report: (@convention(c) (UnsafeMutableRawPointer?, UnsafePointer<nas_epoch>?) -> UInt32)?
  ) {
    for number in 1...3 {
      var epoch = EpochReport(epoch: number, step: 10 * number)
      (epoch.trainLoss, epoch.trainAccuracy, epoch.seconds) = (1, 0.2 * Double(number), Double(number))
      epoch.trainAccuracy = number == 3 ? 0.6 : epoch.trainAccuracy
      (epoch.validationLoss, epoch.validationAccuracy) = (0.9, number == 1 ? 0.1 : 0.2)
      (epoch.validationTop5, epoch.imagesPerSecond, epoch.peakMemory) = (0.8, 120, 4_096)
      var record = epoch.boundary
      if report?(context, &record) == 1 { return }
    }
  }
}

private func trainer(_ ctx: UnsafeMutableRawPointer?) -> FakeTrainer {
  // swift-format-ignore: NeverForceUnwrap
  Unmanaged<FakeTrainer>.fromOpaque(ctx!).takeUnretainedValue()
}

private let createModule:
  @convention(c) (
    UnsafeMutableRawPointer?, nas_bytes, UInt64, UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
    UnsafeMutablePointer<nas_error>?
  ) -> nas_status = { ctx, network, seed, module, error in
    answering(error) {
      let this = trainer(ctx)
      this.networks.append(
        try Network(decoding: UnsafeRawBufferPointer(start: network.bytes, count: Int(network.length))))
      this.seeds.append(FakeTrainer.Seeds(weights: seed, training: 0))
      this.alive += 1
      module?.pointee = UnsafeMutableRawPointer(bitPattern: this.networks.count)
    }
  }

private let inheritWeights:
  @convention(c) (
    UnsafeMutableRawPointer?, UnsafeMutableRawPointer?, nas_text, UnsafeMutablePointer<UInt64>?,
    UnsafeMutablePointer<UInt64>?,
    UnsafeMutablePointer<nas_error>?
  ) -> nas_status = { ctx, _, path, taken, left, _ in
    trainer(ctx).inherited.append(String(path))
    taken?.pointee = 3
    left?.pointee = 1
    return NAS_OK
  }

private let trainModule:
  @convention(c) (
    UnsafeMutableRawPointer?, UnsafeMutableRawPointer?, UnsafePointer<nas_configuration>?, UInt64, Double, UInt32,
    UnsafeMutableRawPointer?, (@convention(c) (UnsafeMutableRawPointer?, UnsafePointer<nas_epoch>?) -> UInt32)?,
    UnsafeMutablePointer<nas_error>?
  ) -> nas_status = { ctx, _, recipe, seed, amount, unit, context, report, error in
    answering(error) {
      let this = trainer(ctx)
      this.seeds[this.seeds.count - 1].training = seed
      if this.failsOnSeedOf == this.seeds.count - 1 {
        throw NASError(.failed, "the loss is not finite", hint: "lower the learning rate")
      }
      try this.read(recipe)
      this.fidelities.append(Fidelity(amount, Fidelity.Unit(rawValue: unit) ?? .steps))
      this.train(context, report)
    }
  }

private let validateModule:
  @convention(c) (
    UnsafeMutableRawPointer?, UnsafeMutableRawPointer?, UInt32, UnsafeMutablePointer<nas_validation>?,
    UnsafeMutablePointer<nas_error>?
  ) -> nas_status = { ctx, _, split, result, _ in
    trainer(ctx).validated.append(split)
    let size = UInt32(MemoryLayout<nas_validation>.size)
    result?.pointee = nas_validation(struct_size: size, reserved: 0, loss: 0.5, accuracy: 0.75, top5: 0.9)
    return NAS_OK
  }

private let saveModule:
  @convention(c) (UnsafeMutableRawPointer?, UnsafeMutableRawPointer?, nas_text, UnsafeMutablePointer<nas_error>?) ->
    nas_status = {
      ctx, _, path, _ in
      trainer(ctx).saved.append(String(path))
      return NAS_OK
    }

private let scratchPath:
  @convention(c) (UnsafeMutableRawPointer?, nas_text, UnsafePointer<nas_byte_sink>?, UnsafeMutablePointer<nas_error>?)
    -> nas_status = {
      _, name, sink, _ in
      sink.put("/scratch/" + String(name))
      return NAS_OK
    }

private let keepFile:
  @convention(c) (UnsafeMutableRawPointer?, UInt64, nas_text, nas_text, UnsafeMutablePointer<nas_error>?) -> nas_status =
    {
      ctx, trial, name, path, _ in
      trainer(ctx).kept.append("\(trial) \(String(name)) \(String(path))")
      return NAS_OK
    }
