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
      guard exitCode(for: error).isSuccess else {
        StandardError.write(fullMessage(for: error))
        Foundation.exit(exitCode(for: error) == .validationFailure ? ExitStatus.wrongUse : ExitStatus.failed)
      }
      exit(withError: error)
    }
  }
}
