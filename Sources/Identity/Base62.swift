/// The alphabet of ids and secrets: digits, capitals, small letters, in ASCII order, so that text sorts as
/// numbers do.
enum Base62 {
  /// The character of a digit from 0 to 61. Arithmetic, because a table costs more than the rest of an id.
  @inline(__always)
  static func character(_ digit: UInt8) -> UInt8 {
    switch digit {
    case 0..<10: UInt8(ascii: "0") + digit
    case 10..<36: UInt8(ascii: "A") + (digit - 10)
    default: UInt8(ascii: "a") + (digit - 36)
    }
  }

  static func contains(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }

  /// Fills a place with `number`, the most significant digit first.
  static func write(_ number: UInt64, to text: UnsafeMutableBufferPointer<UInt8>) {
    var rest = number
    for place in text.indices.reversed() {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 62)
      text.initializeElement(at: place, to: character(UInt8(digit)))
      rest = quotient
    }
    precondition(rest == 0, "a number does not fit in its place in an id")
  }
}
