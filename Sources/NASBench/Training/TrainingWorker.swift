import Datasets
import Foundation
import NASPlugin
import Tensors
import Training

/// The process that trains: a network of its own, one thread, and an answer for every line of standard input.
///
/// `train STEPS` trains, `data STEPS` only makes the batches of so many steps, `product COUNT` multiplies two matrices.
struct TrainingWorker {
  /// The argument that makes the suite's program such a process.
  static let argument = "--training-worker"
  private static let batch = 64

  private let network: CellNetwork
  private let module: Module
  private let recipe: Recipe
  private let data: TrainingData
  private var rounds: UInt64 = 0

  /// Reads KIND CHANNELS CELLS PRECISION, answers until the input ends, and says the exit status.
  static func main(_ arguments: [String]) -> Int32 {
    do {
      guard arguments.count == 4, let channels = Int(arguments[1]), let cells = Int(arguments[2]) else {
        throw NASError(.invalid, "\(argument) wants KIND CHANNELS CELLS PRECISION")
      }
      ProcessMemory.keepFreed()
      try Torch().setThreads(1)
      let network = CellNetwork(channels: channels, cells: cells, isSupernet: arguments[0] == "supernet")
      var worker = try TrainingWorker(network, precision: arguments[3])
      try worker.serve()
      return 0
    } catch {
      BenchSuite.say("\(error)")
      return 2
    }
  }

  init(_ network: CellNetwork, precision: String) throws {
    self.network = network
    module = try Module(network.network, task: .cifar10, random: RandomSource(seed: 1))
    recipe = try Recipe { key in
      switch key {
      case "batch_size": .integer(Self.batch)
      case "precision": .text(precision)
      default: nil
      }
    }
    data = try Self.pictures()
  }

  /// Images of CIFAR-10's shape, made up: how fast a training is does not depend on what they show.
  private static func pictures() throws -> TrainingData {
    var random = RandomStream(seed: 1)
    let (shape, count) = (ImageShape(channels: 3, height: 32, width: 32), 2_048)
    let values = (0..<count * shape.count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    let labels = (0..<count).map { _ in UInt8(random.index(below: 10)) }
    let normalization = Normalization(mean: [0.4914, 0.4822, 0.4465], standardDeviation: [0.2470, 0.2435, 0.2616])
    return TrainingData(
      images: try ImageSet(shape: shape, classes: 10, images: values, labels: labels), indices: Array(0..<count),
      normalization: normalization)
  }

  private mutating func serve() throws {
    try Self.say(TrainingAnswer())
    while let line = readLine() {
      let words = line.split(separator: " ")
      guard words.count == 2, let count = Int(words[1]) else { throw NASError(.invalid, "'\(line)' is no question") }
      switch words[0] {
      case "train": try Self.say(train(count))
      case "data": try Self.say(makeBatches(count))
      case "product": try Self.say(multiply(count))
      default: throw NASError(.invalid, "'\(line)' is no question")
      }
    }
  }

  private static func say(_ answer: TrainingAnswer) throws { FileHandle.standardOutput.write(try answer.line) }

  private mutating func train(_ steps: Int) throws -> TrainingAnswer {
    rounds += 1
    var trainer = Trainer(module, recipe: recipe, data: data, random: RandomSource(seed: rounds))
    if network.isSupernet {
      trainer.routing = { [choices = network.choices] stream in
        .single((0..<choices).map { _ in stream.index(below: CellNetwork.Operation.allCases.count) })
      }
    }
    let before = ProcessUse()
    let watch = try Stopwatch { try trainer.train(Fidelity(Double(steps), .steps)) { _ in false } }
    let after = ProcessUse()
    return TrainingAnswer(
      seconds: watch.wall, images: steps * Self.batch, macs: module.cost.macs, peakBytes: after.peakBytes,
      faults: after.faults - before.faults)
  }

  /// Cropped, mirrored, normalised, with a hole, and handed to libtorch.
  private func makeBatches(_ steps: Int) throws -> TrainingAnswer {
    let options = BatchOptions(
      size: Self.batch, augmentation: Augmentation(padding: 4, flips: true, cutout: 16), dropsIncomplete: true)
    let maker = try BatchMaker(
      images: data.images, indices: data.indices, normalization: data.normalization, options: options)
    let buffer = BatchBuffer(for: maker)
    let epoch = maker.epoch(1, source: RandomSource(seed: 1))
    let watch = try Stopwatch {
      for step in 0..<steps {
        epoch.fill(step % epoch.batchCount, into: buffer)
        _ = try Tensor(.float, shape: [Self.batch, 32, 32, 3], data: buffer.images.baseAddress).permuted([0, 3, 1, 2])
        _ = try Tensor(.int64, shape: [Self.batch], data: buffer.labels.baseAddress)
      }
    }
    return TrainingAnswer(dataSeconds: watch.wall, images: steps * Self.batch)
  }

  /// What one core reaches at best: products of two bf16 matrices of 2048 by 2048.
  private func multiply(_ count: Int) throws -> TrainingAnswer {
    let size = 2_048
    let matrix = try Tensor((0..<size * size).map { Float($0 % 7) }, shape: [size, size]).converted(to: .bfloat16)
    let product = Operator("aten::matmul")
    let watch = try Torch().withoutGradient {
      _ = try product(.tensor(matrix), .tensor(matrix))
      return try Stopwatch { for _ in 0..<count { _ = try product(.tensor(matrix), .tensor(matrix)) } }
    }
    return TrainingAnswer(productRate: Double(count * size * size * size) / watch.wall)
  }
}
