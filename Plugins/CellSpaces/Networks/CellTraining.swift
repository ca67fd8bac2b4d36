import NASPlugin

/// What a network of cells has for its training only, beside drop path in the cells.
struct CellTraining: Sendable {
  /// The weight of the auxiliary head's loss; 0 has no head.
  var auxiliary = 0.0
  /// The probability of drop path at the end of the training.
  var dropPath = 0.0
  /// The probability of dropout before the classifier.
  var dropout = 0.0

  /// The auxiliary head for a state of a size, or nil where there shall be none.
  func head(_ size: Extent, _ task: LearningTask, _ space: String) throws -> NetworkBuilder.AuxiliaryHead? {
    guard auxiliary > 0 else { return nil }
    guard size.height >= 5, size.width >= 5 else {
      throw NASError(
        .invalid,
        "the auxiliary head of \(space) reads windows of 5×5 pixels, but its state has \(size.height)×\(size.width)",
        hint: "use larger images, or auxiliary: 0")
    }
    var head = NetworkBuilder.AuxiliaryHead(size: size, classes: task.classes)
    head.weight = auxiliary
    return head
  }

  /// Global average pooling, dropout, linear: the logits.
  func classify(_ builder: inout NetworkBuilder, _ x: Int, _ task: LearningTask) {
    guard dropout > 0 else {
      _ = builder.classifier(x, classes: task.classes)
      return
    }
    let pooled = builder.add(.globalAvgPool, [x], "pool")
    let dropped = builder.add(.dropout(dropout), [pooled], "dropout")
    builder.add(.linear(features: task.classes, bias: true), [dropped], "linear")
  }
}
