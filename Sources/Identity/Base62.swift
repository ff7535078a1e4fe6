/// The alphabet of ids and secrets: digits, capitals, small letters, in ASCII order, so that text sorts as
/// numbers do.
enum Base62 {
  /// The character of a digit from 0 to 61. Arithmetic, because a table costs more than the rest of an id.
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

  /// Appends `number` in exactly `width` digits, the most significant first.
  static func append(_ number: UInt64, width: Int, to text: inout [UInt8]) {
    let start = text.count
    text.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: width))
    var rest = number
    for place in (start..<start + width).reversed() {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 62)
      text[place] = character(UInt8(digit))
      rest = quotient
    }
    precondition(rest == 0, "a number does not fit in its place in an id")
  }
}
