import CNASPlugin
import NASPlugin
import PluginHosting
import Testing

@Suite(.enabled(if: Compiler.isPresent, Comment(rawValue: Compiler.absence)))
struct ELFImageTests {
  private static func image(_ bytes: [UInt8]) throws -> ELFImage {
    try ELFImage(bytes, entry: NAS_ENTRY_SYMBOL, path: "/somewhere/libx.so")
  }

  @Test(arguments: [[], ["-Wl,--hash-style=sysv"], ["-Wl,--hash-style=gnu"], ["-s"], ["-O2", "-Wl,--gc-sections"]])
  func readsWhatTheLinkerWrote(_ flags: [String]) throws {
    let image = try Self.image(try TestPlugin(flags: flags + ["-Wl,-rpath,$ORIGIN"]).bytes)
    #expect(image.machine == HostPlatform.machine)
    #expect(image.hasEntry)
    #expect(image.otherExports == 0)
    #expect(image.needed == ["libc.so.6"])
    #expect(image.runpath == "$ORIGIN")
  }

  @Test func countsOtherExports() throws {
    let source = PluginSource.text + "\nint one = 1; int two(void) { return 2; } static int three = 3;\n"
    let scratch = try Scratch()
    try Compiler.library(source, at: "\(scratch.path)/lib.so")
    #expect(try Self.image(try LibraryFile("\(scratch.path)/lib.so").bytes).otherExports == 2)
  }

  @Test func seesNoEntryInAVariableOrInAHiddenFunction() throws {
    let scratch = try Scratch()
    try Compiler.library("int nas_plugin_entry_v1 = 1;", at: "\(scratch.path)/variable.so")
    #expect(try Self.image(try LibraryFile("\(scratch.path)/variable.so").bytes).hasEntry == false)
    try Compiler.library(PluginSource.text, at: "\(scratch.path)/hidden.so", flags: ["-fvisibility=hidden"])
    #expect(try Self.image(try LibraryFile("\(scratch.path)/hidden.so").bytes).hasEntry == false)
    try Compiler.library(PluginSource.text, at: "\(scratch.path)/longer.so", defines: ["ENTRY=nas_plugin_entry_v12"])
    #expect(try Self.image(try LibraryFile("\(scratch.path)/longer.so").bytes).hasEntry == false)
  }

  @Test func knowsTheHighestGlibc() throws {
    let source = """
      #include <stdlib.h>
      __asm__(".symver secure_getenv,secure_getenv@GLIBC_2.17");
      char *one(void) { return secure_getenv("x"); }
      void two(void) { abort(); }
      """
    let scratch = try Scratch()
    try Compiler.library(source, at: "\(scratch.path)/lib.so", defines: ["_GNU_SOURCE"])
    let image = try Self.image(try LibraryFile("\(scratch.path)/lib.so").bytes)
    #expect(image.glibc == GlibcVersion("2.17"))
    #expect(image.glibcLibrary == "libc.so.6")
  }

  @Test(arguments: [
    (Array("hello".utf8), "it is no ELF file"), ([], "it is no ELF file"), ([0x7F, 0x45, 0x4C, 0x46], "truncated"),
    ([0x7F, 0x45, 0x4C, 0x46, 1, 1, 1], "no 64-bit little-endian"),
    ([0x7F, 0x45, 0x4C, 0x46, 2, 2, 1], "no 64-bit little-endian"),
  ]) func refusesOtherFiles(_ bytes: [UInt8], _ expected: String) {
    let refusal = sentence { _ = try Self.image(bytes) }
    #expect(refusal.contains(expected) && refusal.contains("/somewhere/libx.so"))
  }

  @Test func refusesAProgram() throws {
    let program = try LibraryFile("/proc/self/exe").bytes
    var fixed = program
    (fixed[16], fixed[17]) = (2, 0)
    #expect(sentence { _ = try Self.image(fixed) }.contains("it is no dynamic library (ELF type 2)"))
  }

  @Test func survivesEveryTruncation() throws {
    let whole = try TestPlugin().bytes
    for length in stride(from: 0, to: whole.count, by: 7) {
      #expect(throws: NASError.self) { try Self.image(Array(whole[..<length])) }
    }
  }

  @Test func survivesFlippedBytes() throws {
    let whole = try TestPlugin().bytes
    let header = 4_096
    var random = RandomSource(seed: 11).stream("flips")
    var (read, refused) = (0, 0)
    for round in 0..<4_000 {
      var bytes = whole
      for _ in 0..<1 + round % 8 {
        // Most of the structure stands at the front: half of the flips go there.
        let place = Int(random.next() % UInt64(random.next() & 1 == 0 ? header : bytes.count))
        bytes[place] = UInt8(truncatingIfNeeded: random.next())
      }
      if (try? Self.image(bytes)) == nil { refused += 1 } else { read += 1 }
    }
    #expect(read > 0 && refused > 0)
  }

  @Test func survivesExtremeNumbers() throws {
    let whole = try TestPlugin().bytes
    for start in stride(from: 16, to: 2_048, by: 2) {
      for width in [2, 4, 8] {
        for fill in [UInt8(0), 0x7F, 0x80, 0xFF] {
          var bytes = whole
          bytes.replaceSubrange(start..<start + width, with: repeatElement(fill, count: width))
          _ = try? Self.image(bytes)
        }
      }
    }
  }
}
