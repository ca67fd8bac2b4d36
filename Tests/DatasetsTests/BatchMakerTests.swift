import Datasets
import NASPlugin
import Testing

struct BatchMakerTests {
  let shape = ImageShape(channels: 3, height: 4, width: 5)
  let normalization = Normalization(mean: [0.1, 0.2, 0.3], standardDeviation: [0.5, 0.25, 2])
  let images: ImageSet
  let source = RandomSource(seed: 11)

  init() throws {
    images = try Synthetic.images(10, shape: shape, classes: 4) { UInt8(($0 * 60 + $1) % 256) }
  }

  private func maker(
    _ indices: [Int] = Array(0..<10), labels: [Int64]? = nil, _ options: BatchOptions = BatchOptions(size: 4)
  ) throws -> BatchMaker {
    try BatchMaker(images: images, indices: indices, labels: labels, normalization: normalization, options: options)
  }

  private func batches(_ epoch: BatchEpoch) -> [[Float]] {
    let buffer = BatchBuffer(for: epoch.maker)
    return (0..<epoch.batchCount).map { batch in
      epoch.fill(batch, into: buffer)
      return Array(buffer.images.prefix(buffer.count * epoch.maker.images.shape.count))
    }
  }

  @Test(arguments: [BatchLayout.planar, .channelsLast])
  func evaluationGivesEveryValueNormalisedInItsPlace(layout: BatchLayout) throws {
    let maker = try maker([7, 2, 9, 0, 5], BatchOptions(size: 2, layout: layout))
    #expect(maker.batchCount == 3)
    let epoch = maker.inOrder()
    let buffer = BatchBuffer(for: maker)
    for (batch, wanted) in [[7, 2], [9, 0], [5]].enumerated() {
      epoch.fill(batch, into: buffer)
      #expect(buffer.count == wanted.count && Array(epoch.indices(of: batch)) == wanted)
      #expect(Array(buffer.labels.prefix(wanted.count)) == wanted.map { Int64($0 % 4) })
      for (row, image) in wanted.enumerated() { check(buffer, row, image, layout) }
    }
  }

  private func check(_ buffer: BatchBuffer, _ row: Int, _ image: Int, _ layout: BatchLayout) {
    let values = images.image(image)
    for channel in 0..<3 {
      for pixel in 0..<20 {
        let place = row * 60 + (layout == .planar ? channel * 20 + pixel : pixel * 3 + channel)
        let expected =
          (Double(values[channel * 20 + pixel]) / 255 - [0.1, 0.2, 0.3][channel]) / [0.5, 0.25, 2][channel]
        #expect(abs(Double(buffer.images[place]) - expected) < 1e-6)
      }
    }
  }

  @Test func anEpochIsRepeatableAndEpochsDiffer() throws {
    let options = BatchOptions(size: 4, augmentation: Augmentation(padding: 2, flips: true, cutout: 2))
    let maker = try maker(Array(0..<10), options)
    let first = batches(maker.epoch(3, source: source))
    #expect(batches(maker.epoch(3, source: source)) == first)
    #expect(batches(maker.epoch(4, source: source)) != first)
    #expect(batches(maker.epoch(3, source: RandomSource(seed: 12))) != first)
    // A batch does not depend on whether the ones before it were made.
    let buffer = BatchBuffer(for: maker)
    maker.epoch(3, source: source).fill(2, into: buffer)
    #expect(Array(buffer.images.prefix(buffer.count * 60)) == first[2])
    #expect(buffer.count == 2)
  }

  @Test func everyImageOccursOnceAnEpochInAnotherOrder() throws {
    let maker = try maker()
    let orders = (0..<3).map { number in
      let epoch = maker.epoch(number, source: source)
      return (0..<epoch.batchCount).flatMap { epoch.indices(of: $0) }
    }
    for order in orders { #expect(order.sorted() == Array(0..<10)) }
    #expect(Set(orders).count == 3)
  }

  @Test func dropsAnIncompleteBatchWhereAsked() throws {
    #expect(try maker(Array(0..<10), BatchOptions(size: 4, dropsIncomplete: true)).batchCount == 2)
    #expect(try maker(Array(0..<8), BatchOptions(size: 4)).batchCount == 2)
    expectRefusal("3 images", "batch of 4") { _ = try maker([0, 1, 2], BatchOptions(size: 4, dropsIncomplete: true)) }
  }

  @Test func takesOtherLabels() throws {
    let maker = try maker([1, 3], labels: (0..<10).map { Int64(100 + $0) })
    let buffer = BatchBuffer(for: maker)
    maker.inOrder().fill(0, into: buffer)
    #expect(Array(buffer.labels.prefix(2)) == [101, 103])
  }

  @Test func refusesWhatDoesNotFit() {
    expectRefusal("no images") { _ = try maker([]) }
    expectRefusal("image 10", "10") { _ = try maker([3, 10]) }
    expectRefusal("image -1") { _ = try maker([-1]) }
    expectRefusal("2 labels") { _ = try maker([1], labels: [0, 1]) }
    expectRefusal("batch of 0") { _ = try maker([1], BatchOptions(size: 0)) }
    expectRefusal("padding of 5", "4 x 5") {
      _ = try maker([1], BatchOptions(size: 1, augmentation: Augmentation(padding: 5, flips: false, cutout: 0)))
    }
    expectRefusal("cutout of -1") {
      _ = try maker([1], BatchOptions(size: 1, augmentation: Augmentation(padding: 0, flips: false, cutout: -1)))
    }
    expectRefusal("channels") {
      _ = try BatchMaker(
        images: images, indices: [1], normalization: Normalization(mean: [0], standardDeviation: [1]),
        options: BatchOptions(size: 1))
    }
  }
}
