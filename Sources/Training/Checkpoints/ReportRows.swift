import Foundation
import NASPlugin
import Safetensors

/// The reports of a training's epochs as one tensor of double numbers, a row an epoch.
enum ReportRows {
  private static let columns: [any WritableKeyPath<EpochReport, Double> & Sendable] = [
    \.trainLoss, \.trainAccuracy, \.validationLoss, \.validationAccuracy, \.validationTop5, \.seconds,
    \.imagesPerSecond, \.peakMemory,
  ]
  private static let width = columns.count + 2

  static func entry(_ reports: [EpochReport]) -> SafetensorsFile.Entry {
    let rows = reports.flatMap { report in
      [Double(report.epoch), Double(report.step)] + columns.map { report[keyPath: $0] }
    }
    return .init(.double, shape: [reports.count, width], bytes: rows.withUnsafeBytes { Data($0) })
  }

  static func reports(_ entry: SafetensorsFile.Entry) -> [EpochReport] {
    guard entry.type == .double, entry.shape.count == 2, entry.shape[1] == width else { return [] }
    let numbers = entry.bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / 8).map { bytes.loadUnaligned(fromByteOffset: 8 * $0, as: Double.self) }
    }
    return (0..<entry.shape[0]).map { row in
      let row = numbers[(row * width)..<((row + 1) * width)]
      let (epoch, step) = (Int(exactly: row[row.startIndex]) ?? 0, Int(exactly: row[row.startIndex + 1]) ?? 0)
      var report = EpochReport(epoch: epoch, step: step)
      for (column, path) in columns.enumerated() { report[keyPath: path] = row[row.startIndex + 2 + column] }
      return report
    }
  }
}
