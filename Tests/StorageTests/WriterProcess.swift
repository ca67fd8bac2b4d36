import Foundation
import NASPlugin

/// The program `store-writer`, started beside the test.
final class WriterProcess {
  private let process = Process()
  private let output = Pipe()
  private let input = Pipe()
  private var received: [UInt8] = []
  var number: Int32 { process.processIdentifier }

  /// The program, which is built into the folder of the test bundle.
  static func binary() throws -> String {
    let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("store-writer").path
  }

  /// Starts it with arguments, or another program.
  init(_ arguments: [String], program: String? = nil) throws {
    process.executableURL = URL(fileURLWithPath: try program ?? Self.binary())
    process.arguments = arguments
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    try output.fileHandleForWriting.close()
  }

  /// The lines printed so far, after waiting for one more or until `deadline`.
  func lines(until deadline: ContinuousClock.Instant) -> [String] {
    let descriptor = output.fileHandleForReading.fileDescriptor
    while case let left = (deadline - .now) / .milliseconds(1), left > 0 {
      var item = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&item, 1, Int32(left.rounded(.up))) > 0 else { continue }
      guard take(descriptor) else { break }
    }
    return finished
  }

  /// All it printed, once it has ended by itself.
  func allLines() -> [String] {
    while take(output.fileHandleForReading.fileDescriptor) {}
    process.waitUntilExit()
    return finished
  }

  /// Waits for its first line.
  func firstLine() -> String? {
    while finished.isEmpty, take(output.fileHandleForReading.fileDescriptor) {}
    return finished.first
  }

  /// Kills it as the kernel would, and gives all that it printed.
  func kill() -> [String] {
    Foundation.kill(process.processIdentifier, SIGKILL)
    return allLines()
  }

  /// Lets it end by itself.
  func release() throws {
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// The whole lines; what comes after the last line end was cut off.
  private var finished: [String] {
    let parts = String(decoding: received, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    return parts.dropLast().map(String.init)
  }

  /// Reads what is there, waiting for it; false at the end.
  private func take(_ descriptor: Int32) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &buffer, buffer.count)
    received += buffer.prefix(max(0, count))
    return count > 0
  }
}
