import NASPlugin

extension DARTSCell {
  /// One order of the nodes for all cells that are the same graph: their outputs are laid side by side in any case.
  func canonical(_ architecture: Architecture) throws -> Architecture {
    try validate(architecture)
    let normal = DARTSGenes.cell(0, of: architecture.tokens).canonical()
    return DARTSGenes.architecture(normal, DARTSGenes.cell(1, of: architecture.tokens).canonical())
  }
}
