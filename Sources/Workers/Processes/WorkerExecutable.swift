import Glibc
import NASPlugin

/// The program that workers run.
package enum WorkerExecutable {
  /// `nas-worker` in the folder of the running program.
  package static func besideThisProgram() throws -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count)
    guard length > 0 else {
      throw NASError(.failed, "/proc/self/exe cannot be read: \(String(cString: strerror(errno)))")
    }
    let program = String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let folder = program.prefix(upTo: program.lastIndex(of: "/") ?? program.startIndex)
    return try checked("\(folder)/nas-worker")
  }

  /// A path, if a program stands there.
  package static func checked(_ path: String) throws -> String {
    guard access(path, X_OK) == 0 else {
      throw NASError(
        .missing, "there is no worker program at \(path)", hint: "run make build, which puts nas-worker beside nas")
    }
    return path
  }
}
