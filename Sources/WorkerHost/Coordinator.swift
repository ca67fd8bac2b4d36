import Glibc
import NASPlugin
import PluginHosting
import Synchronization
import Workers

/// The worker's end of the conversation: messages come in on a thread of their own, answers go out from any thread.
final class Coordinator: Sendable {
  /// Raised while the work in hand shall end.
  let cancel = CancelFlag()
  private let socket: Int32
  private let sending = Mutex(())
  private let inbox = Inbox()

  /// A conversation over a socket; `listen` begins it.
  init(socket: Int32) { self.socket = socket }

  /// Starts to take messages.
  ///
  /// From then on the process ends with the coordinator, even in the middle of an evaluation.
  func listen() throws {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self)
    let status = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<Coordinator>.fromOpaque(context).takeRetainedValue().readAll() }
        return nil
      }, context.toOpaque())
    guard status == 0 else {
      context.release()
      throw NASError(
        .failed, "a worker's thread cannot be started: \(String(cString: strerror(status)))", hint: "see ulimit -u")
    }
    pthread_detach(thread)
  }

  /// The next message; waits for it.
  func next() -> HostMessage { inbox.take() }

  /// Sends an answer whole, whichever thread it comes from.
  func send(_ message: WorkerMessage) throws {
    let frame = try WireFormat.frame(message)
    sending.withLock { _ in
      var rest = frame[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        if count < 0 && errno == EINTR { continue }
        // Without a coordinator nobody wants the result.
        guard count > 0 else { _exit(0) }
        rest = rest.dropFirst(count)
      }
    }
  }

  /// Sends what may be lost without harm: lines of the log, progress.
  func mention(_ message: WorkerMessage) {
    do { try send(message) } catch { inbox.put(.unknown("\(error)")) }
  }

  /// Adds a line to the log of the study.
  func log(_ level: LogLevel, _ text: String) {
    mention(.log(LogRecord(level: level.rawValue, text: String(text.prefix(2_000)))))
  }

  private func readAll() {
    var reader = FrameReader()
    withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 16) { room in
      while true {
        let count = recv(socket, room.baseAddress, room.count, 0)
        if count < 0 && errno == EINTR { continue }
        // The end of the stream is the end of the coordinator: whatever is in hand, nobody waits for it.
        guard count > 0 else { _exit(0) }
        reader.append(UnsafeRawBufferPointer(rebasing: room[..<count]))
        deliver(&reader)
      }
    }
  }

  private func deliver(_ reader: inout FrameReader) {
    do {
      while let body = try reader.next() {
        let message: HostMessage = try WireFormat.message(body)
        if message == .cancel { cancel.raise() }
        inbox.put(message)
      }
    } catch {
      mention(.failed(ErrorRecord(NASError(.internal, "a worker did not understand its coordinator: \(error)"))))
      _exit(1)
    }
  }
}

/// Messages that wait to be worked on: put in by one thread, taken out by another.
private final class Inbox: @unchecked Sendable {
  private let messages = Mutex<[HostMessage]>([])
  private let count: UnsafeMutablePointer<sem_t>

  init() {
    count = .allocate(capacity: 1)
    sem_init(count, 0, 0)
  }

  deinit {
    sem_destroy(count)
    count.deallocate()
  }

  func put(_ message: HostMessage) {
    messages.withLock { $0.append(message) }
    sem_post(count)
  }

  func take() -> HostMessage {
    while sem_wait(count) != 0 {}
    return messages.withLock { $0.removeFirst() }
  }
}
