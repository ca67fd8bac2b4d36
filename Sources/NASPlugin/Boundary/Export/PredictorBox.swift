import CNASPlugin

/// A predictor of this library, as the host holds it.
final class PredictorBox {
  var predictor: any Predictor

  init(_ predictor: any Predictor) { self.predictor = predictor }

  static func of(_ pointer: UnsafeMutableRawPointer?) throws -> PredictorBox {
    guard let pointer else { throw NASError(.invalid, "the verb needs an instance") }
    return Unmanaged<PredictorBox>.fromOpaque(pointer).takeUnretainedValue()
  }
}

/// The table of all predictors of this library.
enum PredictorTables {
  nonisolated(unsafe) static let predictor = lasting(
    nas_predictor(
      struct_size: UInt32(MemoryLayout<nas_predictor>.size), flags: 0,
      fit: { this, rows, values, error in
        answering(error) {
          guard let rows else { throw NASError(.invalid, "fit needs architectures") }
          let architectures = try [Architecture](rows.pointee)
          let values = architectures.indices.map { values.value($0, default: Double.nan) }
          try PredictorBox.of(this).predictor.fit(architectures, values: values)
        }
      },
      predict: { this, rows, mean, variance, error in
        answering(error) {
          guard let rows else { throw NASError(.invalid, "predict needs architectures") }
          let predictions = try PredictorBox.of(this).predictor.predict([Architecture](rows.pointee))
          guard predictions.count == Int(rows.pointee.count) else {
            throw NASError(.internal, "the predictor answered \(predictions.count) of \(rows.pointee.count) rows")
          }
          for (row, prediction) in predictions.enumerated() {
            mean?[row] = prediction.mean
            variance?[row] = prediction.variance
          }
        }
      }))
}
