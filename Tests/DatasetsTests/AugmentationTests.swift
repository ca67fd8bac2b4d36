import Datasets
import NASPlugin
import Testing

/// Every image here has the value 1 + position in each pixel, so what was drawn can be read off the result.
struct AugmentationTests {
  static let side = 8
  let images: ImageSet
  // Values come out as they are, so that 0 stands for padding alone.
  let normalization = Normalization(mean: [0, 0], standardDeviation: [1 / 255.0, 1 / 255.0])

  init() throws {
    let shape = ImageShape(channels: 2, height: Self.side, width: Self.side)
    images = try Synthetic.images(2000, shape: shape, classes: 2) { UInt8(1 + $1) }
  }

  private func epoch(_ augmentation: Augmentation, _ layout: BatchLayout, number: Int = 0) throws -> [[Int]] {
    let maker = try BatchMaker(
      images: images, indices: Array(0..<images.count), normalization: normalization,
      options: BatchOptions(size: 64, layout: layout, augmentation: augmentation))
    let epoch = maker.epoch(number, source: RandomSource(seed: 5))
    let buffer = BatchBuffer(for: maker)
    return (0..<epoch.batchCount).flatMap { batch in
      epoch.fill(batch, into: buffer)
      return (0..<buffer.count).map { row in buffer.images[(row * 128)..<((row + 1) * 128)].map { Int($0.rounded()) } }
    }
  }

  /// What the definition says, pixel by pixel, for a shift and a mirroring.
  private func expected(down: Int, right: Int, mirrored: Bool, channel: Int, row: Int, column: Int) -> Int {
    let y = row + down
    let x = (mirrored ? Self.side - 1 - column : column) + right
    guard (0..<Self.side).contains(y), (0..<Self.side).contains(x) else { return 0 }
    return 1 + channel * 64 + y * Self.side + x
  }

  /// Shift and mirroring of a result, read off its two middle columns.
  private func drawn(_ image: [Int], _ layout: BatchLayout) -> (down: Int, right: Int, mirrored: Bool) {
    let step = layout == .planar ? 1 : 2
    let (here, next) = (image[(4 * 8 + 3) * step] - 1, image[(4 * 8 + 4) * step] - 1)
    let mirrored = next < here
    return (here / 8 - 4, here % 8 - (mirrored ? 4 : 3), mirrored)
  }

  @Test(arguments: [BatchLayout.planar, .channelsLast])
  func everyPixelIsWhereTheDefinitionPutsIt(layout: BatchLayout) throws {
    for image in try epoch(Augmentation(padding: 3, flips: true, cutout: 0), layout) {
      let (down, right, mirrored) = drawn(image, layout)
      var wrong = 0
      for (channel, row, column) in Self.places {
        let place = layout == .planar ? channel * 64 + row * 8 + column : (row * 8 + column) * 2 + channel
        let wanted = expected(down: down, right: right, mirrored: mirrored, channel: channel, row: row, column: column)
        if image[place] != wanted { wrong += 1 }
      }
      #expect(wrong == 0)
    }
  }

  private static let places = (0..<2).flatMap { channel in
    (0..<8).flatMap { row in (0..<8).map { column in (channel, row, column) } }
  }

  @Test func halfAreMirroredAndShiftsAreUniform() throws {
    let draws = try (0..<5).flatMap { number in
      try epoch(Augmentation(padding: 2, flips: true, cutout: 0), .planar, number: number).map { drawn($0, .planar) }
    }
    // 10,000 draws: the share's standard deviation is 0.005.
    let mirrored = Double(draws.count(where: \.mirrored)) / Double(draws.count)
    #expect(abs(mirrored - 0.5) < 0.02)
    var counts = [Int](repeating: 0, count: 25)
    for draw in draws { counts[(draw.down + 2) * 5 + draw.right + 2] += 1 }
    // Chi-square with 24 degrees of freedom: 51.2 is passed once in a thousand seeds.
    #expect(counts.reduce(0.0) { $0 + Double(($1 - 400) * ($1 - 400)) / 400 } < 51.2)
    #expect(counts.reduce(0, +) == 10_000)
  }

  @Test func withoutFlipsNothingIsMirrored() throws {
    let images = try epoch(Augmentation(padding: 1, flips: false, cutout: 0), .channelsLast)
    #expect(images.allSatisfy { !drawn($0, .channelsLast).mirrored })
    #expect(Set(images).count == 9)
  }

  @Test(arguments: [BatchLayout.planar, .channelsLast])
  func cutoutIsOneSquareClippedAtTheBorders(layout: BatchLayout) throws {
    var centres: Set<[Int]> = []
    for image in try epoch(Augmentation(padding: 0, flips: false, cutout: 4), layout) {
      let step = layout == .planar ? 1 : 2
      let zeros = (0..<64).filter { image[$0 * step] == 0 }
      let (rows, columns) = (Set(zeros.map { $0 / 8 }), Set(zeros.map { $0 % 8 }))
      #expect(zeros.count == rows.count * columns.count)
      #expect((2...4).contains(rows.count) && (2...4).contains(columns.count))
      // Both channels lose the same square.
      #expect(image.count { $0 == 0 } == 2 * zeros.count)
      centres.insert([rows.min() ?? -1, rows.max() ?? -1, columns.min() ?? -1, columns.max() ?? -1])
    }
    #expect(centres.count == 64)
  }

  @Test func paddingAsWideAsTheImageStaysInside() throws {
    for image in try epoch(Augmentation(padding: 8, flips: true, cutout: 16), .channelsLast) {
      #expect(image.allSatisfy { (0...128).contains($0) })
    }
  }

  @Test func paddingIsBlackAndCutoutIsTheMean() throws {
    let shape = ImageShape(channels: 1, height: 2, width: 2)
    let white = try Synthetic.images(64, shape: shape, classes: 1) { _, _ in 255 }
    let normalization = Normalization(mean: [0.5], standardDeviation: [0.25])
    func values(_ augmentation: Augmentation) throws -> Set<Float> {
      let maker = try BatchMaker(
        images: white, indices: Array(0..<64), normalization: normalization,
        options: BatchOptions(size: 64, augmentation: augmentation))
      let buffer = BatchBuffer(for: maker)
      maker.epoch(0, source: RandomSource(seed: 1)).fill(0, into: buffer)
      return Set(buffer.images)
    }
    #expect(try values(.none) == [2])
    #expect(try values(Augmentation(padding: 1, flips: false, cutout: 0)) == [2, -2])
    #expect(try values(Augmentation(padding: 0, flips: false, cutout: 1)) == [2, 0])
  }
}
