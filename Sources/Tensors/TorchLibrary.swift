package import CTorch
import Glibc
import NASPlugin

/// libtorch, opened on first use: programs that never touch a tensor never load it.
package enum TorchLibrary {
  /// The table of the shim; opens libtorch the first time, which takes about 200 ms.
  ///
  /// Looks in `$NAS_LIBTORCH`, else in the folder that `libtorch.path` beside this program names.
  package static func open() throws -> UnsafePointer<ctorch_api> { try opened.get() }

  /// Whether libtorch was opened in this process.
  package static var isOpen: Bool { dlopen("libtorch_cpu.so", RTLD_NOLOAD | RTLD_NOW) != nil }

  /// The folder with libtorch's `lib/`; throws `.missing` with what to do where there is none.
  package static func folder() throws -> String {
    if let own = getenv("NAS_LIBTORCH").map({ String(cString: $0) }), !own.isEmpty {
      return try checked(own, "NAS_LIBTORCH names")
    }
    let note = programFolder + "/libtorch.path"
    guard let named = firstLine(of: note) else {
      throw NASError(
        .missing, "libtorch is not known here: there is no file '\(note)'",
        hint: "run 'make build', or set NAS_LIBTORCH to a folder with libtorch's lib/")
    }
    return try checked(named, "'\(note)' names")
  }

  nonisolated(unsafe) private static let opened = Result<UnsafePointer<ctorch_api>, any Error> {
    let lib = try folder() + "/lib/"
    // The shim is linked against libtorch without a path to it, so libtorch comes first; CUDA's part where there is one.
    for name in ["libc10.so", "libtorch_cpu.so", "libc10_cuda.so", "libtorch_cuda.so", "libtorch.so"] {
      guard access(lib + name, F_OK) == 0 else { continue }
      _ = try open(lib + name)
    }
    let shim = try open(programFolder + "/libTorchShim.so")
    guard let symbol = dlsym(shim, CTORCH_OPEN_SYMBOL) else {
      throw NASError(.internal, "libTorchShim.so lacks \(CTORCH_OPEN_SYMBOL)", hint: "run 'make build'")
    }
    let function = unsafeBitCast(symbol, to: ctorch_open_function.self)
    guard let api = function() else { throw NASError(.internal, "libTorchShim.so gave no table") }
    guard api.pointee.struct_size == MemoryLayout<ctorch_api>.size else {
      throw NASError(.invalid, "libTorchShim.so is of another build than this program", hint: "run 'make build'")
    }
    // One thread until somebody asks for more: two busy processes with two threads each run many times slower.
    api.pointee.set_threads(1)
    return api
  }

  private static func open(_ path: String) throws -> UnsafeMutableRawPointer {
    guard let handle = dlopen(path, RTLD_NOW | RTLD_GLOBAL) else {
      throw NASError(
        .missing, "cannot open '\(path)': \(String(cString: dlerror()))",
        hint: "run 'make build', or set NAS_LIBTORCH to another libtorch")
    }
    return handle
  }

  private static func checked(_ folder: String, _ who: String) throws -> String {
    guard access(folder + "/lib/libtorch_cpu.so", F_OK) == 0 else {
      throw NASError(
        .missing, "\(who) '\(folder)', which holds no lib/libtorch_cpu.so",
        hint: "run 'make build', or set NAS_LIBTORCH to a folder with libtorch's lib/")
    }
    return folder
  }

  private static func firstLine(of path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 4_096)
    guard fgets(&line, Int32(line.count), file) != nil else { return nil }
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.split(separator: "\n").first.map(String.init)
  }

  /// The folder of this program.
  private static let programFolder: String = {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = max(0, readlink("/proc/self/exe", &path, path.count))
    let text = String(decoding: path.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.lastIndex(of: "/").map { String(text[..<$0]) } ?? "."
  }()
}
