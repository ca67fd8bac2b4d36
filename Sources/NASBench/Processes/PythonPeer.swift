import Foundation

/// A script under Benchmarks that does the same search in Python, and says how fast.
struct PythonPeer {
  /// How the table names it.
  let name: String
  private let command: [String]

  /// A peer; `script` is its file under Benchmarks, with its arguments.
  init(_ name: String, _ script: [String]) {
    (self.name, command) = (name, ["python3", "Benchmarks/\(script[0])"] + script.dropFirst())
  }

  /// What the script prints.
  private struct Answer: Decodable {
    var candidatesPerSecond: Double?
    /// Why it could not measure.
    var missing: String?
  }

  /// Candidates per second, or a sentence that says why there is no such figure.
  func rate() -> Result<Double, Absence> {
    guard let child = try? ChildProcess(command) else { return .failure(Absence("python3 cannot be started")) }
    guard child.status == 0, let answer = try? Self.decoder.decode(Answer.self, from: Data(child.output.utf8)) else {
      return .failure(Absence("'\(command.joined(separator: " "))' fails; run it by hand to see why"))
    }
    if let rate = answer.candidatesPerSecond, rate > 0 { return .success(rate) }
    return .failure(Absence(answer.missing ?? "it gives no figure"))
  }

  /// Why a peer has no figure.
  struct Absence: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
  }

  private static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
  }
}
