import CJPEG
import CZlib
import Foundation

/// PNG and JPEG files with contents that a test can predict.
enum Pictures {
  /// Red, green and blue of a pixel: smooth enough for JPEG, with no symmetry.
  static func colour(_ x: Int, _ y: Int, _ width: Int, _ height: Int) -> [UInt8] {
    [UInt8(x * 255 / max(1, width - 1)), UInt8(y * 255 / max(1, height - 1)), UInt8((x * 2 + y * 3) % 128)]
  }

  static func pixels(_ width: Int, _ height: Int) -> [UInt8] {
    (0..<height).flatMap { y in (0..<width).flatMap { x in colour(x, y, width, height) } }
  }

  /// A PNG of `channels` samples a pixel: 1 grey, 2 grey and alpha, 3 colour, 4 colour and alpha; `palette` is for 1.
  static func png(
    _ width: Int, _ height: Int, _ samples: [UInt8], channels: Int = 3, depth: Int = 8, palette: [UInt8]? = nil
  ) -> [UInt8] {
    let type = palette != nil ? 3 : [0, 0, 4, 2, 6][channels]
    let header = Synthetic.bigEndian(width) + Synthetic.bigEndian(height) + [UInt8(depth), UInt8(type), 0, 0, 0]
    let stride = width * channels * depth / 8
    let rows = (0..<height).flatMap { [0] + samples[($0 * stride)..<(($0 + 1) * stride)] }
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header)
      + (palette.map { chunk("PLTE", $0) } ?? []) + chunk("IDAT", deflated(rows)) + chunk("IEND", [])
  }

  static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + data
    return Synthetic.bigEndian(data.count) + body + Synthetic.bigEndian(Int(crc32(0, body, UInt32(body.count))))
  }

  private static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var size = compressBound(UInt(bytes.count))
    var output = [UInt8](repeating: 0, count: Int(size))
    compress(&output, &size, bytes, UInt(bytes.count))
    return Array(output.prefix(Int(size)))
  }

  /// A JPEG of the best quality; 1, 3 or 4 (cyan, magenta, yellow, black) samples a pixel.
  static func jpeg(_ width: Int, _ height: Int, _ samples: [UInt8], channels: Int = 3, progressive: Bool = false)
    -> [UInt8]
  {
    var (info, manager) = (jpeg_compress_struct(), jpeg_error_mgr())
    var (memory, size): (UnsafeMutablePointer<UInt8>?, UInt) = (nil, 0)
    withUnsafeMutablePointer(to: &manager) { manager in
      info.err = jpeg_std_error(manager)
      jpeg_CreateCompress(&info, JPEG_LIB_VERSION, MemoryLayout<jpeg_compress_struct>.size)
      jpeg_mem_dest(&info, &memory, &size)
      (info.image_width, info.image_height) = (UInt32(width), UInt32(height))
      info.input_components = Int32(channels)
      info.in_color_space = channels == 1 ? JCS_GRAYSCALE : channels == 3 ? JCS_RGB : JCS_CMYK
      jpeg_set_defaults(&info)
      jpeg_set_quality(&info, 100, 1)
      if progressive { jpeg_simple_progression(&info) }
      jpeg_start_compress(&info, 1)
      var samples = samples
      samples.withUnsafeMutableBufferPointer { samples in
        for row in 0..<height {
          var line = samples.baseAddress.map { $0 + row * width * channels }
          jpeg_write_scanlines(&info, &line, 1)
        }
      }
      jpeg_finish_compress(&info)
      jpeg_destroy_compress(&info)
    }
    defer { free(memory) }
    return Array(UnsafeBufferPointer(start: memory, count: Int(size)))
  }
}

extension Scratch {
  /// Writes a file in a folder that is made where it is missing.
  func place(_ bytes: [UInt8], _ name: String) throws {
    let folder = URL(fileURLWithPath: "\(path)/\(name)").deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write(bytes, name)
  }
}
