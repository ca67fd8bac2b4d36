import Foundation
import NASPlugin

/// Fetches files with curl, which goes on where an interrupted download ended.
enum CurlDownload {
  /// Puts what an address gives into a file; its progress goes to standard error where that is a terminal.
  static func fetch(_ address: String, to path: String, byHand: String) throws {
    guard let curl = Tool("curl") else {
      throw NASError(.missing, "\(address) cannot be fetched: there is no curl here", hint: byHand)
    }
    StandardError.write("fetching \(address)")
    let isBegun = FileManager.default.fileExists(atPath: path)
    var failure = try run(curl, address, path)
    if let first = failure, isBegun, cannotGoOn.contains(first.status) {
      StandardError.write("cannot go on with what is there; beginning anew")
      unlink(path)
      failure = try run(curl, address, path)
    }
    if let failure {
      throw NASError(.failed, "curl cannot fetch \(address): \(failure.reason)", hint: byHand)
    }
  }

  /// curl's statuses for a server that cannot begin in the middle, and for one asked for more than there is.
  private static let cannotGoOn: Set<Int32> = [22, 33, 36]

  /// Why it failed; nil where it did not.
  private static func run(_ curl: Tool, _ address: String, _ path: String) throws -> (status: Int32, reason: String)? {
    let options = ["--fail", "--location", "--retry", "2", "--connect-timeout", "20", "--continue-at", "-"]
    let arguments = options + ["--output", path, "--", address]
    guard isatty(STDERR_FILENO) == 1 else {
      let result = try curl.run(["--silent", "--show-error"] + arguments)
      guard result.status != 0 else { return nil }
      let line = result.errors.split(separator: "\n").last.map(String.init)
      return (result.status, line?.replacing("curl: ", with: "") ?? "it ended with status \(result.status)")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: curl.path)
    process.arguments = ["--progress-bar"] + arguments
    do {
      try process.run()
    } catch {
      throw NASError(.failed, "cannot run \(curl.path): \(error.localizedDescription)")
    }
    process.waitUntilExit()
    let status = process.terminationStatus
    return status == 0 ? nil : (status, "it ended with status \(status)")
  }
}
