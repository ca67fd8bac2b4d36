import Foundation
import Testing

/// Expects that arguments are refused as every wrong input is: status 2, one line on standard error, nothing on standard
/// output, and nothing made, removed or changed in the folder where it happens.
func expectRefusal(
  _ arguments: [String], in scratch: Scratch, saying words: String..., location: SourceLocation = #_sourceLocation
) throws {
  let before = scratch.contents
  let run = try Program(arguments, in: scratch.path)
  #expect(run.status == 2, "\(run.errors)", sourceLocation: location)
  #expect(run.output.isEmpty, "\(run.output)", sourceLocation: location)
  #expect(run.errorLines.count == 1 && run.errors.hasPrefix("nas: "), "\(run.errors)", sourceLocation: location)
  for word in words { #expect(run.errors.contains(word), "\(run.errors)", sourceLocation: location) }
  #expect(scratch.contents == before, sourceLocation: location)
}
