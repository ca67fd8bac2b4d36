package import ArgumentParser
import Foundation
import NASPlugin

/// The command line `nas`: the only place where all the parts meet.
package struct NAS: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "nas", abstract: "Searches for neural network architectures.",
    discussion: """
      A study file names a search space, a strategy, an evaluator and an objective; each is a plugin.

        nas list                                 what is installed
        nas init --strategy regularized-evolution > study.yaml
        nas check study.yaml                     what would run
        nas run study.yaml                       runs it, ends with the best architecture
        nas resume studies/study                 goes on after any interruption

      Exit status: 0 done, 1 failed, 2 wrong use, 130 interrupted (and resumable).
      """,
    version: Version.text,
    groupedSubcommands: [
      CommandGroup(
        name: "Studies",
        subcommands: [
          RunCommand.self, ResumeCommand.self, StatusCommand.self, BestCommand.self, TrialsCommand.self,
          CheckCommand.self, InitCommand.self,
        ]),
      CommandGroup(
        name: "Components",
        subcommands: [ListCommand.self, DescribeCommand.self, ArchitectureCommand.self, PluginCommand.self]),
      CommandGroup(name: "Machine", subcommands: [DataCommand.self, DoctorCommand.self]),
    ])

  package init() {}

  /// Runs the command line and ends the process with its exit status.
  package static func runProcess() -> Never {
    // A file that may not grow is an error to be told, not the end of the process.
    signal(SIGXFSZ, SIG_IGN)
    do {
      var command = try parseAsRoot()
      try command.run()
      Foundation.exit(ExitStatus.done)
    } catch let error as NASError {
      StandardError.write("nas: \(error)")
      Foundation.exit(ExitStatus.of(error))
    } catch let code as ExitCode {
      Foundation.exit(code.rawValue)
    } catch {
      // Help and version are thrown too, as successes.
      if exitCode(for: error).isSuccess { exit(withError: error) }
      StandardError.write("nas: \(sentence(for: error))")
      Foundation.exit(exitCode(for: error) == .validationFailure ? ExitStatus.wrongUse : ExitStatus.failed)
    }
  }

  /// What is wrong with the arguments, in one line like all other errors.
  private static func sentence(for error: any Error) -> String {
    let message = Self.message(for: error).split(separator: "\n").joined(separator: " ")
    let what = message.first.map { $0.lowercased() + message.dropFirst() } ?? "wrong use"
    return (what.hasSuffix(".") ? String(what.dropLast()) : what) + "; 'nas help' says what is right"
  }
}
