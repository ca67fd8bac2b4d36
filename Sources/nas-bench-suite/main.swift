import Foundation
import NASBench

exit(BenchSuite.main(Array(CommandLine.arguments.dropFirst())))
