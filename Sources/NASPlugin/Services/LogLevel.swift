/// How much a line of the log matters.
public enum LogLevel: Int32, Sendable {
  case debug, info, warning, error
}
