extension JSONParser {
  /// An integer that fits 64 bits becomes one; every other number keeps its text.
  mutating func number() throws(NotationFailure) -> JSON {
    let start = offset
    let negative = bytes[offset] == UInt8(ascii: "-")
    if negative { offset += 1 }
    let firstDigit = offset
    // Negative, because the range reaches one further below zero.
    var total: Int64 = 0
    var fits = true
    while let digit = digit() {
      let (product, overflowed) = total.multipliedReportingOverflow(by: 10)
      let (sum, overflowedToo) = product.subtractingReportingOverflow(Int64(digit))
      total = sum
      if overflowed || overflowedToo { fits = false }
      offset += 1
    }
    let digits = offset - firstDigit
    if digits == 0 || (digits > 1 && bytes[firstDigit] == UInt8(ascii: "0")) {
      throw NotationFailure(
        offset < bytes.count || digits > 0 ? .invalidNumber : .unexpectedEnd, at: firstDigit)
    }
    let fraction = try fractionAndExponent()
    if !fraction && fits && (negative || total > .min) { return .integer(negative ? total : -total) }
    return .number(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<offset]), as: UTF8.self))
  }

  private mutating func fractionAndExponent() throws(NotationFailure) -> Bool {
    var found = false
    if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
      offset += 1
      try digits()
      found = true
    }
    if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
      offset += 1
      let sign = try peek()
      if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { offset += 1 }
      try digits()
      found = true
    }
    return found
  }

  private mutating func digits() throws(NotationFailure) {
    _ = try peek()
    guard digit() != nil else { throw NotationFailure(.invalidNumber, at: offset) }
    while digit() != nil { offset += 1 }
  }

  private func digit() -> UInt8? {
    guard offset < bytes.count else { return nil }
    let value = bytes[offset] &- UInt8(ascii: "0")
    return value < 10 ? value : nil
  }

  /// A string whose opening quote is the current byte.
  mutating func string() throws(NotationFailure) -> String {
    let start = offset + 1
    var position = start
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        offset = position + 1
        return try text(UnsafeBufferPointer(rebasing: bytes[start..<position]), at: start)
      }
      if byte == UInt8(ascii: "\\") { return try escapedString(from: start, firstEscape: position) }
      if byte < 0x20 { throw NotationFailure(.controlCharacter, at: position) }
      position += 1
    }
    throw NotationFailure(.unexpectedEnd, at: bytes.count)
  }

  private func text(
    _ content: UnsafeBufferPointer<UInt8>, at start: Int
  ) throws(NotationFailure) -> String {
    guard let text = String(validating: content, as: UTF8.self) else {
      throw NotationFailure(.invalidUTF8, at: start)
    }
    return text
  }

  private mutating func escapedString(
    from start: Int, firstEscape: Int
  ) throws(NotationFailure) -> String {
    var content = Array(bytes[start..<firstEscape])
    offset = firstEscape
    while true {
      let byte = try peek()
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        guard let text = String(validating: content, as: UTF8.self) else {
          throw NotationFailure(.invalidUTF8, at: start)
        }
        return text
      case UInt8(ascii: "\\"):
        offset += 1
        try escape(into: &content)
      case 0..<0x20:
        throw NotationFailure(.controlCharacter, at: offset)
      default:
        content.append(byte)
        offset += 1
      }
    }
  }

  private mutating func escape(into content: inout [UInt8]) throws(NotationFailure) {
    let byte = try peek()
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "n"): content.append(0x0A)
    case UInt8(ascii: "f"): content.append(0x0C)
    case UInt8(ascii: "r"): content.append(0x0D)
    case UInt8(ascii: "u"): content.append(contentsOf: Character(try scalar()).utf8)
    default: throw NotationFailure(.invalidEscape, at: offset - 1)
    }
  }

  private mutating func scalar() throws(NotationFailure) -> Unicode.Scalar {
    let start = offset
    let first = try codeUnit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
      bytes[offset + 1] == UInt8(ascii: "u")
    else { throw NotationFailure(.loneSurrogate, at: start) }
    offset += 2
    let second = try codeUnit()
    guard (0xDC00...0xDFFF).contains(second) else { throw NotationFailure(.loneSurrogate, at: start) }
    let code = 0x1_0000 + (UInt32(first - 0xD800) << 10) + UInt32(second - 0xDC00)
    guard let scalar = Unicode.Scalar(code) else { throw NotationFailure(.loneSurrogate, at: start) }
    return scalar
  }

  private mutating func codeUnit() throws(NotationFailure) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      let byte = try peek()
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: throw NotationFailure(.invalidEscape, at: offset)
      }
      unit = unit << 4 | UInt16(digit)
      offset += 1
    }
    return unit
  }
}
