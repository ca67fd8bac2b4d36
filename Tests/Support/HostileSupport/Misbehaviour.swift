/// What the evaluator of the hostile plugin does with a candidate: its first token.
package enum Misbehaviour: Int32, CaseIterable, Sendable {
  case none, segmentationFault, abort, exitSeven, hang, eatMemory, notANumber, wrongCount, answerTwice, neverAnswer
  case statusWithoutMessage, printGarbage, floodReports, hugeReason, closeSocket, garbageOnSocket, leaveChild,
    failWithReason
  case ownTimeout, reportCurve, keepFile, infinite, absurdCount, failWithoutReason, wrongRow, tellDraw,
    statusWithMessage
}
