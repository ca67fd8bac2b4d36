/// A drawing as a picture.
package struct SVGPicture {
  private let drawing: Drawing

  /// A drawing to be laid out.
  package init(_ drawing: Drawing) { self.drawing = drawing }

  /// The picture as one SVG document.
  ///
  /// Arcs are laid out here, layers by Graphviz where it is installed.
  package var text: String {
    get throws {
      if drawing.style == .arcs { return ArcPicture(drawing).text }
      return try Graphviz.svg(of: DotText(drawing).text) ?? ownText
    }
  }

  /// The picture without Graphviz.
  package var ownText: String {
    drawing.style == .arcs ? ArcPicture(drawing).text : LayeredPicture(drawing).text
  }
}
