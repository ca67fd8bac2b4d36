/// Why stored bytes are not a batch; the reader of the table adds which row they stand in.
struct BatchDamage: Error {
  let what: String
  init(_ what: String) { self.what = what }
}
