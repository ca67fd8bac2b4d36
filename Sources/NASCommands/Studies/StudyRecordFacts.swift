import Foundation
import NASPlugin
import Planning
import Storage

/// What a study's record holds beside its trials.
struct StudyRecordFacts {
  let facts: [String: String]

  init(_ store: any StudyRecording) throws { facts = try store.facts() }

  /// The facts of a study that begins.
  static func initial(plan: Plan, metrics: [Metric]) throws -> [String: String] {
    let names = metrics.map {
      MetricRecord(name: $0.name, unit: $0.unit, maximize: $0.isMaximized, measured: $0.isMeasured)
    }
    return [
      "name": plan.name, "metrics": try JSONOutput.text(names), "product": Version.text,
      "machine": try JSONOutput.text(MachineFacts.now),
    ]
  }

  var name: String { facts["name"] ?? "study" }

  /// Why the search ended; nil while it has not.
  var ending: String? { facts["ending"] }

  /// Whether search and retraining are both done.
  var isFinished: Bool { facts["finished"] == "true" }

  var metrics: [MetricRecord] {
    get throws { try decoded("metrics", as: [MetricRecord].self) ?? [] }
  }

  var retrained: [RetrainedRecord] {
    get throws { try decoded("retrained", as: [RetrainedRecord].self) ?? [] }
  }

  private func decoded<T: Decodable>(_ key: String, as type: T.Type) throws -> T? {
    guard let text = facts[key] else { return nil }
    do { return try JSONDecoder().decode(type, from: Data(text.utf8)) } catch {
      throw NASError(
        .invalid, "the study's record has a damaged entry '\(key)'", hint: "restore study.sqlite from a copy")
    }
  }
}

/// A metric as the record names it.
struct MetricRecord: Codable, Equatable {
  var name: String
  var unit: String
  var maximize: Bool
  var measured: Bool
}

/// A winner that was trained to the end.
struct RetrainedRecord: Codable, Equatable {
  var trial: UInt64
  var testAccuracy: Double
  var testLoss: Double
  /// Studies of earlier versions did not measure it.
  var testTop5: Double?
  var seconds: Double
  var params: Int
  var macs: Int
  var epochs: Int
  var weights: String?

  enum CodingKeys: String, CodingKey {
    case trial, seconds, params, macs, epochs, weights
    case testAccuracy = "test_accuracy"
    case testLoss = "test_loss"
    case testTop5 = "test_top5"
  }
}

/// On what the study ran: bit-equal weights are promised for the same.
struct MachineFacts: Codable, Equatable {
  var processor: String
  var cores: Int

  static var now: MachineFacts {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") } ?? ""
    let name = line.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
    return MachineFacts(processor: name, cores: ProcessInfo.processInfo.activeProcessorCount)
  }
}
