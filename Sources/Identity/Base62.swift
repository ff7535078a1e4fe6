/// The alphabet of ids and secrets: digits, capitals, small letters, in ASCII order, so that text sorts as
/// numbers do.
enum Base62 {
  static let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

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
      text[place] = digits[Int(digit)]
      rest = quotient
    }
    precondition(rest == 0, "a number does not fit in its place in an id")
  }
}
