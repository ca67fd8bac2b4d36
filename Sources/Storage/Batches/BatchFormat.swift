/// The form of a batch: many trials in one blob, column by column.
///
/// All numbers are little-endian.
///
/// ```
/// batch    = kind: u8, version: u8, rows: u16, columns, crc32 of all before: u32
/// columns  = of proposals or of outcomes, see there; nothing may follow them
/// column   = width: u8 (0, 1, 2, 4 or 8), base: u64, then for each element base + a word of `width` bytes
/// text     = a column of lengths in bytes, then the UTF-8 of all rows, end to end
/// list     = a column of counts, then one column of all elements, end to end
/// ```
/// `base` is the least element, so small numbers take one byte whatever their range; floating-point numbers go by their
/// bits and come back as they were, not-a-number included. Width 0 (all elements are equal) is allowed up to 4,096
/// elements only: what a reader must hold is then bounded by the bytes that it was given.
enum BatchFormat {
  /// The version that is written, and the only one that is read; a new one comes with a new schema.
  static let version: UInt8 = 1
  /// The longest column that may have width 0.
  static let longestConstant = 4_096
  /// The bytes before the columns, and those after.
  static let (headerLength, trailerLength) = (4, 4)

  /// What the rows of a batch are.
  enum Kind: UInt8 {
    case proposals = 1
    case outcomes = 2
  }
}
