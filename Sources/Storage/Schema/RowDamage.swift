/// Which row of a record is not what was written, and how that shows.
struct RowDamage: Error {
  let table: String
  let row: String
  let what: String
}
