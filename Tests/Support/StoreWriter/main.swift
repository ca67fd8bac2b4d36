import Glibc
import NASPlugin

// A process to lock, kill and starve: store-writer (record|hold|fill) FOLDER …
do {
  try StoreWriter(Array(CommandLine.arguments.dropFirst())).run()
} catch {
  print("error: \(error)")
  exit(2)
}
