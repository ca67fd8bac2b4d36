import Foundation
import Glibc
import NASPlugin
import PluginHosting
import Tensors
import Workers

/// The program `nas-worker`: serves a coordinator, or describes a plugin in a process of its own.
package enum WorkerProgram {
  private static let usage = """
    usage: nas-worker --serve                 (evaluate for the coordinator at descriptor 3)
           nas-worker --describe-plugin LIB   (write the manifest of a library to standard output)
           nas-worker --describe-torch       (write what libtorch is and sees to standard output)
           nas-worker --version

    """

  /// Runs with the words of the command line; answers the exit status.
  package static func run(_ words: [String]) -> Int32 {
    ProcessGuard.forbidCoreFiles()
    switch (words.dropFirst().first, words.count) {
    case ("--serve", 2): return serve()
    case ("--describe-plugin", 3): return answer { try PluginDescriber.manifest(ofLibrary: words[2]).json() }
    case ("--describe-torch", 2):
      return answer { String(decoding: try JSONEncoder().encode(TorchDescription()), as: UTF8.self) + "\n" }
    case ("--version", 2):
      write("nas-worker, messages of version \(wireVersion)\n", to: STDOUT_FILENO)
      return 0
    default:
      write(usage, to: STDERR_FILENO)
      return 2
    }
  }

  private static func serve() -> Int32 {
    let socket: Int32 = 3
    guard ProcessGuard.isSocket(socket) else {
      write("nas-worker: descriptor 3 is no socket; nas starts its workers itself\n", to: STDERR_FILENO)
      return 2
    }
    ProcessGuard.prepareToServe(socket)
    return WorkerServer(Coordinator(socket: socket)).run()
  }

  private static func answer(_ text: () throws -> String) -> Int32 {
    do {
      write(try text(), to: STDOUT_FILENO)
      return 0
    } catch {
      write("nas-worker: \(error)\n", to: STDERR_FILENO)
      return 1
    }
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      // Nobody reads what we say: there is nobody left to tell either.
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
