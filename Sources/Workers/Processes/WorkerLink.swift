import Glibc
import NASPlugin

/// A worker process and the conversation with it.
final class WorkerLink {
  let process: WorkerProcess
  private var reader = FrameReader()
  /// Monotonic nanoseconds after which the process is ended; nil means never.
  var deadline: UInt64?

  init(executable: String, log: String?) throws { process = try WorkerProcess(executable: executable, log: log) }

  /// Sends a message whole; false where the worker is gone or does not read.
  func send(_ message: HostMessage) throws -> Bool {
    let frame = try WireFormat.frame(message)
    var sent = 0
    while sent < frame.count {
      let count = frame[sent...].withUnsafeBytes {
        Glibc.send(process.socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0 {
        guard errno == EINTR else { return false }
        continue
      }
      sent += count
    }
    return true
  }

  /// What one look at the socket brought.
  struct Receipt {
    var messages: [WorkerMessage] = []
    /// The worker's end of the socket is closed.
    var isAtEnd = false
    /// How the worker broke the protocol.
    var violation: String?
  }

  /// Takes what has arrived, at most 256 KiB: a worker that floods must not keep the coordinator from its other duties.
  func receive() -> Receipt {
    var receipt = Receipt()
    let count = withUnsafeTemporaryAllocation(byteCount: 256 << 10, alignment: 16) { room -> Int in
      let count = recv(process.socket, room.baseAddress, room.count, Int32(MSG_DONTWAIT))
      if count > 0 { reader.append(UnsafeRawBufferPointer(rebasing: room[..<count])) }
      return count
    }
    // A reset is how a socket ends whose process died with unread messages.
    receipt.isAtEnd = count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)
    do {
      while let body = try reader.next() { receipt.messages.append(try WireFormat.message(body)) }
    } catch {
      receipt.violation = (error as? NASError)?.message ?? "\(error)"
    }
    return receipt
  }
}
