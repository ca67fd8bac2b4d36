package import NASPlugin

/// A file that a study produced: whose it is, where it lies, and the digest that tells whether it is whole.
package struct ArtifactRecord: Sendable, Equatable {
  /// The trial that produced it; nil where it belongs to the study.
  package var trial: TrialID?
  /// What it is, such as `weights`.
  package var name: String
  /// SHA-256 of its content, 64 lower-case hexadecimal digits.
  package var digest: String
  /// Its length in bytes.
  package var bytes: Int
  /// Where it lies, relative to the study folder and never outside it.
  package var path: String

  /// A record of a file.
  package init(trial: TrialID?, name: String, digest: String, bytes: Int, path: String) {
    (self.trial, self.name, self.digest, self.bytes, self.path) = (trial, name, digest, bytes, path)
  }

  /// What cannot be about it, in words; nil for a proper record.
  ///
  /// A path that leaves the folder is refused here, so that a study file from elsewhere cannot point a reader at other files.
  var fault: String? {
    if name.isEmpty { return "an artifact has no name" }
    if name.utf8.contains(0) { return "the name of the artifact '\(name)' contains a zero byte" }
    if bytes < 0 { return "the artifact '\(name)' has a negative length" }
    let digits = digest.utf8
    guard digits.count == 64, digits.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
      return "the digest of the artifact '\(name)' is not 64 lower-case hexadecimal digits"
    }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }), !path.utf8.contains(0) else {
      return "the path '\(path)' of the artifact '\(name)' does not stay in the study folder"
    }
    return nil
  }
}
