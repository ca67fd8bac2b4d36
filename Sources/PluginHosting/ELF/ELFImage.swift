import NASPlugin

/// What a library's bytes say about it, read without running any of its code.
///
/// The reader takes 64-bit little-endian ELF libraries. It trusts no number in them: any bytes give an image or an error.
package struct ELFImage: Sendable {
  /// The processor, by ELF's number: 62 is x86_64, 183 is aarch64.
  package let machine: UInt16
  /// The libraries it is linked to, in the order of the file.
  package let needed: [String]
  /// Where the dynamic linker would look for them first; empty where nothing is said.
  package let runpath: String
  /// Whether the entry function is among the exports.
  package let hasEntry: Bool
  /// How many other symbols are exported.
  package let otherExports: Int
  /// The highest version of glibc's symbols that is asked for; nil where there is none.
  package let glibc: GlibcVersion?
  /// The library of glibc that it is asked from.
  package let glibcLibrary: String

  /// Reads an image; throws `.invalid` with a sentence that names `path`.
  package init(_ bytes: [UInt8], entry: String, path: String) throws {
    do {
      let file = ELFBytes(bytes: bytes)
      let header = try ELFHeader(file)
      let dynamic = try ELFDynamic(file, header)
      let symbols = try ELFSymbols(file, dynamic, function: entry)
      let versions = try ELFVersionNeeds(file, dynamic)
      (machine, needed, runpath) = (header.machine, dynamic.needed, dynamic.runpath)
      (hasEntry, otherExports) = (symbols.hasFunction, symbols.others)
      (glibc, glibcLibrary) = (versions.glibc?.version, versions.glibc?.library ?? "")
    } catch let defect as ELFDefect {
      throw NASError(
        .invalid, "\(path) cannot be opened as a plugin: \(defect.reason)", hint: "build it again as a dynamic library")
    }
  }
}
