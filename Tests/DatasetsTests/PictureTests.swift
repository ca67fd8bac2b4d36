import Datasets
import Foundation
import NASPlugin
import Testing

/// Pictures are seen through a folder of one: what its one image holds after decoding and resizing.
struct PictureTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// The image that a file becomes, channel by channel.
  private func image(_ bytes: [UInt8], size: Int, ending: String = "png") throws -> [UInt8] {
    try? scratch.remove("one")
    for part in ["train", "val"] { try scratch.place(bytes, "one/\(part)/a/a.\(ending)") }
    // The time of a file may have a coarse clock: another cache is never an old one.
    let catalog = DatasetCatalog(cache: "\(scratch.path)/cache-\(UUID().uuidString)")
    let data = try catalog.open(DatasetRequest(name: "image-folder", path: scratch.path + "/one", size: size))
    return try data.images(.train).image(0)
  }

  private func planar(_ interleaved: [UInt8]) -> [UInt8] {
    (0..<3).flatMap { channel in stride(from: channel, to: interleaved.count, by: 3).map { interleaved[$0] } }
  }

  private func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    left.count == right.count ? zip(left, right).map { abs(Int($0) - Int($1)) }.max() ?? 0 : .max
  }

  @Test func decodesEveryKindOfPNG() throws {
    let pixels = Pictures.pixels(6, 6)
    let wanted = planar(pixels)
    #expect(try image(Pictures.png(6, 6, pixels), size: 6) == wanted)
    let withAlpha = (0..<36).flatMap { (pixel: Int) -> [UInt8] in pixels[(3 * pixel)..<(3 * pixel + 3)] + [7] }
    #expect(try image(Pictures.png(6, 6, withAlpha, channels: 4), size: 6) == wanted)
    #expect(try image(Pictures.png(6, 6, pixels.flatMap { [$0, $0] }, depth: 16), size: 6) == wanted)
    let grey = (0..<36).map { UInt8($0 * 7) }
    #expect(try image(Pictures.png(6, 6, grey, channels: 1), size: 6) == grey + grey + grey)
    #expect(try image(Pictures.png(6, 6, grey.flatMap { [$0, 200] }, channels: 2), size: 6) == grey + grey + grey)
    let indices = (0..<36).map { UInt8($0) }
    #expect(try image(Pictures.png(6, 6, indices, channels: 1, palette: pixels), size: 6) == wanted)
  }

  @Test(arguments: [false, true])
  func decodesJPEG(progressive: Bool) throws {
    // Under its own name and under a wrong one: what a file is shows in its first bytes.
    let smooth = (0..<256).flatMap { (pixel: Int) -> [UInt8] in [UInt8(pixel % 16 * 8), UInt8(pixel / 16 * 8), 100] }
    let bytes = Pictures.jpeg(16, 16, smooth, progressive: progressive)
    #expect(distance(try image(bytes, size: 16, ending: "jpeg"), planar(smooth)) <= 12)
    #expect(distance(try image(bytes, size: 16), planar(smooth)) <= 12)
    let grey = (0..<256).map { UInt8($0 % 16 * 8) }
    let greyJPEG = Pictures.jpeg(16, 16, grey, channels: 1, progressive: progressive)
    #expect(distance(try image(greyJPEG, size: 16), grey + grey + grey) <= 2)
  }

  /// Adobe's inverted form, which libjpeg writes: 255 is no ink.
  @Test func decodesCMYK() throws {
    let inks: [UInt8] = [255, 128, 0, 200]
    let bytes = Pictures.jpeg(8, 8, (0..<64).flatMap { _ in inks }, channels: 4)
    let image = try image(bytes, size: 8)
    #expect(distance([image[0], image[64], image[128]], [200, 100, 0]) <= 2)
  }

  /// The definition, pixel by pixel: a triangle as wide as the reduction, over the shorter side resized to the size.
  private func reference(_ pixels: [UInt8], _ width: Int, _ height: Int, size: Int) -> [Double] {
    let shorter = min(width, height)
    let resized = (width: width * size / shorter, height: height * size / shorter)
    func weights(_ pixel: Int, _ extent: Int, _ resized: Int) -> [Double] {
      let scale = Double(extent) / Double(resized)
      let offset = (Double(resized - size) / 2).rounded(.toNearestOrEven)
      let centre = (Double(pixel) + offset + 0.5) * scale
      let raw = (0..<extent).map { max(0, 1 - abs(Double($0) + 0.5 - centre) / max(1, scale)) }
      return raw.map { $0 / raw.reduce(0, +) }
    }
    let columns = (0..<size).map { weights($0, width, resized.width) }
    let rows = (0..<size).map { weights($0, height, resized.height) }
    return (0..<3).flatMap { channel in
      rows.flatMap { row in
        columns.map { column in
          (0..<height).reduce(0.0) { sum, y in
            sum + row[y] * (0..<width).reduce(0.0) { $0 + column[$1] * Double(pixels[(y * width + $1) * 3 + channel]) }
          }
        }
      }
    }
  }

  @Test(arguments: [(13, 7, 5), (7, 13, 5), (40, 31, 4), (5, 5, 9), (3, 8, 3), (1, 1, 4), (100, 3, 2), (9, 10, 8)])
  func resizesAndCutsByTheDefinition(width: Int, height: Int, size: Int) throws {
    var stream = RandomStream(seed: 9)
    let pixels = (0..<(width * height * 3)).map { _ in UInt8(stream.index(below: 256)) }
    let found = try image(Pictures.png(width, height, pixels), size: size)
    let wanted = reference(pixels, width, height, size: size)
    let worst = zip(found, wanted).map { abs(Double($0) - $1) }.max() ?? .infinity
    #expect(found.count == wanted.count && worst <= 0.501)
  }

  /// A large JPEG is decoded at a fraction of its size; on a smooth picture that shows nowhere.
  @Test func aReducedJPEGIsTheSamePicture() throws {
    let (width, height) = (640, 480)
    let smooth = (0..<(width * height)).flatMap { (pixel: Int) -> [UInt8] in
      [UInt8(pixel % width / 3), UInt8(pixel / width / 2), 128]
    }
    let wanted = reference(smooth, width, height, size: 16)
    let found = try image(Pictures.jpeg(width, height, smooth), size: 16)
    #expect((zip(found, wanted).map { abs(Double($0) - $1) }.max() ?? .infinity) <= 4)
  }

  @Test func refusesExtentsThatCannotBe() throws {
    func png(_ width: Int, _ height: Int) -> [UInt8] {
      var bytes = Pictures.png(1, 1, [1, 2, 3])
      let header = Synthetic.bigEndian(width) + Synthetic.bigEndian(height) + [8, 2, 0, 0, 0]
      bytes.replaceSubrange(8..<33, with: Pictures.chunk("IHDR", header))
      return bytes
    }
    for (width, height) in [(0, 1), (1, 0), (32_769, 1), (1, 1 << 31), (32_768, 32_768)] {
      expectRefusal("train/a/a.png is broken") { _ = try image(png(width, height), size: 1) }
    }
    // The extents of a JPEG stand 5 bytes into its frame header.
    var jpeg = Pictures.jpeg(8, 8, [UInt8](repeating: 9, count: 192))
    let frame = try #require((0..<jpeg.count).first { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 })
    jpeg.replaceSubrange((frame + 5)..<(frame + 9), with: [0xFF, 0xFF, 0xFF, 0xFF])
    expectRefusal("train/a/a.png is broken", "65") { _ = try image(jpeg, size: 1) }
    jpeg.replaceSubrange((frame + 5)..<(frame + 9), with: [0x70, 0x00, 0x70, 0x00])
    expectRefusal("28672 x 28672 pixels") { _ = try image(jpeg, size: 1) }
  }

  private static let hostile: [(name: String, bytes: [UInt8])] = [
    ("png", Pictures.png(9, 8, Pictures.pixels(9, 8))),
    ("palette", Pictures.png(6, 6, (0..<36).map { UInt8($0) }, channels: 1, palette: Pictures.pixels(6, 6))),
    ("jpeg", Pictures.jpeg(17, 16, Pictures.pixels(17, 16))),
    ("progressive", Pictures.jpeg(17, 16, Pictures.pixels(17, 16), progressive: true)),
    ("cmyk", Pictures.jpeg(8, 8, (0..<256).map { UInt8($0) }, channels: 4)),
  ]

  @Test(arguments: 0..<5)
  func refusesAPictureCutAnywhere(kind: Int) throws {
    let whole = Self.hostile[kind].bytes
    // The ends of the file, where everything is about lengths, byte by byte; the rest in steps.
    let lengths = Set(0..<40).union((whole.count - 40)..<whole.count).union(stride(from: 40, to: whole.count, by: 29))
    for length in lengths {
      expectRefusal("train/a/a.png") { _ = try image(Array(whole.prefix(length)), size: 4) }
    }
  }

  /// JPEG has no checksums, so many changes go unnoticed; none may crash, hang or read outside.
  @Test(arguments: 0..<5)
  func neverCrashesOnChangedBytes(kind: Int) throws {
    let whole = Self.hostile[kind].bytes
    var stream = RandomStream(seed: 12)
    var refused = 0
    for _ in 0..<40 {
      var changed = whole
      for _ in 0...stream.index(below: 4) {
        changed[stream.index(below: whole.count)] = UInt8(stream.index(below: 256))
      }
      do { #expect(try image(changed, size: 4).count == 48) } catch let error as NASError {
        #expect(error.description.contains("train/a/a.png"), "\(error)")
        refused += 1
      }
    }
    #expect(refused > 0)
  }

  @Test func refusesEndlessScans() throws {
    let bytes = Pictures.jpeg(8, 8, Pictures.pixels(8, 8), progressive: true)
    // The first scan over and over: each a few bytes that ask for a pass over all pixels.
    let starts = (0..<(bytes.count - 1)).filter { bytes[$0] == 0xFF && [0xC4, 0xDA].contains(bytes[$0 + 1]) }
    let first = try #require(starts.first { bytes[$0 + 1] == 0xDA })
    let next = try #require(starts.first { $0 > first })
    let endless = bytes[..<next] + (0..<600).flatMap { _ in bytes[first..<next] } + bytes[next...]
    expectRefusal("train/a/a.png is broken", "more than 500 scans") { _ = try image(Array(endless), size: 4) }
  }
}
