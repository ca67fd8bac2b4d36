/// The version of the product.
enum Version {
  static let text = "0.1.0"
}
