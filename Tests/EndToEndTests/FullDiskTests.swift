import Foundation
import Testing

/// A disk that fills up is said so, leaves no half study, and costs nothing once there is room again.
@Suite(
  .enabled(if: Program.isBuilt, "the release build is missing: make build"),
  .enabled(if: PrivateMounts.areAllowed, "this user may not mount a file system of its own"))
struct FullDiskTests {
  /// Runs a script with `nas` as $1, the study file as $2 and, as $3, a folder on a file system of its own of `size`.
  private func script(_ study: Study, size: String, _ text: String) throws -> Program {
    let disk = study.scratch.file("disk")
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
    let whole = "mount -t tmpfs -o size=\(size) none \"$3\" || exit 9\n" + text
    return try Program(
      ["-m", "sh", "-c", whole, "sh", Program.path, study.file, disk], program: "/usr/bin/unshare")
  }

  @Test(arguments: [0, 8, 16, 40]) func aStudyThatFindsNoRoomIsNotMade(_ room: Int) throws {
    let study = try Study.onTable(trials: 20)
    let run = try script(
      study, size: "128k",
      """
      head -c \((128 - room) * 1_024) /dev/zero >"$3/ballast" 2>/dev/null
      "$1" run "$2" --study "$3/study"
      echo "status $?"
      rm "$3/ballast"
      ls -a "$3"
      """)
    #expect(run.output == "status 2\n.\n..\n", "\(run.output)")
    #expect(run.errorLines.count == 1 && run.errors.hasPrefix("nas: "), "\(run.errors)")
    #expect(run.errors.contains("free space"), "\(run.errors)")
  }

  @Test(arguments: ["isolation: in-process", "isolation: worker"])
  func aStudyThatFillsTheDiskGoesOnWhenThereIsRoom(_ isolation: String) throws {
    let study = try Study.onTable(trials: 3_000, isolation)
    try study.complete("whole")
    let run = try script(
      study, size: "8m",
      """
      head -c 8200k /dev/zero >"$3/ballast" 2>/dev/null
      truncate -s 8040k "$3/ballast"
      "$1" run "$2" --study "$3/study"
      echo "status $?" >&2
      rm "$3/ballast"
      "$1" resume "$3/study" >"$3/summary" || exit 8
      "$1" trials "$3/study" --format json --without-times
      """)
    #expect(run.status == 0, "\(run.errors.suffix(800))")
    let at = try #require(run.errorLines.firstIndex(of: "status 2"), "\(run.errors.suffix(800))")
    let said = run.errorLines[at - 1]
    #expect(said.hasPrefix("nas: the disk is full at") && said.contains("nas resume"), "\(said)")
    #expect(try run.output == study.trials("whole"))
  }

  @Test func aFileThatMayNotGrowIsAFullDisk() throws {
    // The limit holds for the copies in memory that plugins are opened from, too: those must fit.
    let limit = try largestPlugin() + 500_000
    let study = try Study.onTable(trials: limit / 12)
    let limited = try Program(
      ["-c", "ulimit -f \(limit / 512); exec \"$@\"", "sh", Program.path] + study.run("study"), program: "/bin/sh")
    #expect(limited.status == 2 && limited.output.isEmpty, "\(limited.status) \(limited.errors.suffix(500))")
    #expect(limited.errorLines.last?.hasPrefix("nas: the disk is full at") == true, "\(limited.errors.suffix(500))")
    #expect(try Program("resume", study.folder("study")).status == 0)
    try study.complete("whole")
    for command in ["best", "status"] {
      let (one, other) = (try study.object(command, "study"), try study.object(command, "whole"))
      #expect(NSDictionary(dictionary: one) == NSDictionary(dictionary: other))
    }
  }

  private func largestPlugin() throws -> Int {
    let folder = URL(fileURLWithPath: Program.path).deletingLastPathComponent().path
    return try ["TabularSpaces", "Evolution", "Table"].map { name in
      let library = "\(folder)/lib\(name).so"
      return try #require(FileManager.default.attributesOfItem(atPath: library)[.size] as? Int)
    }.max() ?? 0
  }

  @Test func resultsThatFindNoRoomAreAnErrorInOneLine() throws {
    let run = try Program(["-c", "exec \"$@\" >/dev/full", "sh", Program.path, "list"], program: "/bin/sh")
    #expect(run.status == 2 && run.errorLines.count == 1, "\(run.errors)")
    #expect(run.errors.hasPrefix("nas: cannot write to standard output"))
  }
}

/// File systems that one test alone sees.
private enum PrivateMounts {
  /// Whether this user may mount in a mount namespace of its own.
  static let areAllowed: Bool = {
    let script = "mount -t tmpfs -o size=64k none /tmp && echo yes"
    return (try? Program(["-m", "sh", "-c", script], program: "/usr/bin/unshare"))?.output == "yes\n"
  }()
}
