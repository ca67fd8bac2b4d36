import Glibc
import WorkerHost

exit(WorkerProgram.run(CommandLine.arguments))
