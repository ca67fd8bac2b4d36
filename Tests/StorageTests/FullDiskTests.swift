import Foundation
import NASPlugin
import Storage
import Testing

/// A disk that fills up costs the record that did not fit, and nothing else.
struct FullDiskTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Whether this user may mount in a mount namespace of its own.
  static let mayMount: Bool = {
    let script = "mount -t tmpfs -o size=64k none /tmp"
    let arguments = ["-m", "sh", "-c", script + " && echo yes"]
    let shell = try? WriterProcess(arguments, program: "/usr/bin/unshare")
    return shell?.allLines() == ["yes"]
  }()

  /// Runs a script, with the folder as $1 and the writer as $2, on a file system of its own of `size` bytes.
  private func lines(onDiskOf size: String, _ script: String) throws -> [String] {
    let mount = "mount -t tmpfs -o size=\(size) none \"$1\" && "
    let arguments = ["-m", "sh", "-c", mount + script, "sh", folder.path, try WriterProcess.binary()]
    return try WriterProcess(arguments, program: "/usr/bin/unshare").allLines()
  }

  @Test func aSizeLimitRefusesOneRecordAndNoMore() throws {
    let lines = try WriterProcess(["fill", folder.study, "1000000"]).allLines()
    #expect(lines.count == 3)
    #expect(lines.first?.contains("the disk is full at '\(folder.study)'") == true, "\(lines)")
    #expect(lines.first?.contains("free space, then go on with `nas resume") == true, "\(lines)")
    #expect(lines.dropFirst() == ["whole", "went on"])
  }

  @Test(.enabled(if: mayMount, "this user may not mount a file system of its own"))
  func aFullDiskRefusesOneRecordAndNoMore() throws {
    let lines = try lines(onDiskOf: "4m", "\"$2\" fill \"$1/study\"")
    #expect(lines.count == 3)
    #expect(lines.first?.contains("refused: the disk is full at '\(folder.study)'; free space") == true, "\(lines)")
    #expect(lines.dropFirst() == ["whole", "went on"])
  }

  @Test(
    .enabled(if: mayMount, "this user may not mount a file system of its own"),
    arguments: [0, 4, 8, 16, 24, 32, 40])
  func aStudyThatFindsNoRoomIsNotMade(room: Int) throws {
    let occupy = "head -c \((64 - room) * 1_024) /dev/zero >\"$1/ballast\" 2>/dev/null; "
    let start = "\"$2\" hold \"$1/study\" </dev/null; "
    let lines = try lines(onDiskOf: "64k", occupy + start + "rm \"$1/ballast\"; ls \"$1/study\"")
    #expect(lines.first?.contains("error: the disk is full at '\(folder.study)'") == true, "\(lines)")
    #expect(lines.first?.contains("free space, then start the study again") == true, "\(lines)")
    #expect(lines.dropFirst() == ["lock"])
  }
}
