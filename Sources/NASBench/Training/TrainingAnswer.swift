import Foundation
import NASPlugin

/// What a training process says of the steps that it was asked for; the PyTorch script answers alike.
struct TrainingAnswer: Codable {
  /// Set where the process could be started, but not train.
  var missing: String?
  /// On the wall, without making batches where that was measured apart.
  var seconds: Double?
  /// Making the batches of the steps.
  var dataSeconds: Double?
  var images: Int?
  /// Multiply-accumulates of one image, forward.
  var macs: Int?
  /// Multiply-accumulates a second of a large matrix product.
  var productRate: Double?
  /// Resident memory at its highest, from the start of the process.
  var peakBytes: Int?
  /// Pages that the steps touched for the first time.
  var faults: Int?

  /// Images a second, or nothing.
  var rate: Double? {
    guard let images, let seconds, seconds > 0 else { return nil }
    return Double(images) / seconds
  }
}

extension TrainingAnswer {
  /// An answer as a process says it: one line of JSON.
  init(line: String) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      self = try decoder.decode(TrainingAnswer.self, from: Data(line.utf8))
    } catch {
      throw NASError(.failed, "a training process said '\(line)'")
    }
  }

  /// The line.
  var line: Data {
    get throws {
      let encoder = JSONEncoder()
      encoder.keyEncodingStrategy = .convertToSnakeCase
      return try encoder.encode(self) + Data("\n".utf8)
    }
  }
}
