/// Reading and writing the digits of calendar text, byte by byte.
enum CalendarText {
  /// The number that exactly `range` of `bytes` writes in digits, or nil.
  static func number(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    var value = 0
    for byte in bytes[range] {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
  }

  /// Whether each of these places holds this mark.
  static func has(_ mark: UInt8, at places: Int..., in bytes: [UInt8]) -> Bool {
    places.allSatisfy { bytes[$0] == mark }
  }

  /// Appends `number` in exactly `width` digits.
  static func append(_ number: Int, width: Int, to text: inout [UInt8]) {
    var divisor = 1
    for _ in 1..<width { divisor *= 10 }
    while divisor > 0 {
      text.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }
}
