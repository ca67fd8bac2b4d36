import CNASPlugin
import NASPlugin

/// Makes the manifest of a library by asking the library itself.
///
/// That runs the plugin's code before anything is known of it: for libraries just built, in a process of its own.
package enum PluginDescriber {
  /// Opens a library and writes down what it says; the manifest belongs beside the library.
  package static func manifest(ofLibrary path: String) throws -> PluginManifest {
    let file = try LibraryFile(path)
    let image = try ELFImage(file.bytes, entry: NAS_ENTRY_SYMBOL, path: path)
    try ImageCheck(image: image, path: path).check(entry: NAS_ENTRY_SYMBOL)
    let digest = file.sha256
    let library = try OpenLibrary.open(file, digest: digest, needed: image.needed, entry: NAS_ENTRY_SYMBOL)
    let descriptor = try library.descriptor(path: path)
    let manifest = PluginManifest(
      id: descriptor.id, version: descriptor.version, abi: descriptor.abi, entry: NAS_ENTRY_SYMBOL,
      binary: binary(file, image, digest), components: try descriptor.components.map(ComponentReport.component))
    try check(manifest, path)
    return manifest
  }

  private static func binary(_ file: LibraryFile, _ image: ELFImage, _ digest: String) -> PluginManifest.Binary {
    let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
    var binary = PluginManifest.Binary(
      platform: HostPlatform.name, path: name, sha256: digest, size: file.bytes.count)
    binary.glibcMin = image.glibc?.description ?? ""
    binary.needed = image.needed.sorted()
    if image.needed.contains(where: ImageCheck.isSwift) { binary.swiftRuntime = HostPlatform.swiftRuntime }
    return binary
  }

  /// What would be refused when it is read is refused when it is written.
  private static func check(_ manifest: PluginManifest, _ path: String) throws {
    let place = "made from \(path)"
    let text = try manifest.json()
    guard try PluginManifest(json: Array(text.utf8), path: place) == manifest else {
      throw NASError(.internal, "the manifest \(place) reads differently from what was written")
    }
  }
}
