import Notation
import Testing

@Suite("Reading and writing JSON")
struct ParsingTests {
  @Test(
    "What RFC 8259 allows is read, and written back compactly",
    arguments: [
      ("[]", "[]"), ("{}", "{}"), (" \t\r\n[ ] ", "[]"), ("null", "null"), ("true", "true"), ("-0", "0"),
      ("0", "0"), ("-1", "-1"), ("9223372036854775807", "9223372036854775807"),
      ("-9223372036854775808", "-9223372036854775808"), ("9223372036854775808", "9223372036854775808"),
      ("-9223372036854775809", "-9223372036854775809"), ("1.0", "1.0"), ("0.10", "0.10"), ("-0.0", "-0.0"),
      ("1e2", "1e2"), ("1E+2", "1E+2"), ("123e-10000000", "123e-10000000"), ("-0e0", "-0e0"),
      ("\"\"", "\"\""), (#""\u0061""#, #""a""#), (#""\"\\\/\b\f\n\r\t""#, #""\"\\/\b\f\n\r\t""#),
      (#""\u0000""#, #""\u0000""#), (#""\u001f""#, #""\u001f""#), ("\"\u{7F}\"", "\"\u{7F}\""),
      (#""\uD83D\ude39\u8D77""#, "\"😹起\""), ("\"\u{10FFFF}\u{2028}\"", "\"\u{10FFFF}\u{2028}\""),
      (#""\\u0000""#, #""\\u0000""#),
      (#"{"a":1,"a":2,"b":3}"#, #"{"a":2,"b":3}"#), (#"{"":0}"#, #"{"":0}"#),
      (#"{"a\u0000b":[1,{"c":null}]}"#, #"{"a\u0000b":[1,{"c":null}]}"#),
      ("{\"\u{E9}\":1,\"e\u{301}\":2}", "{\"\u{E9}\":1,\"e\u{301}\":2}"),
      ("[1 , -2,true , null]", "[1,-2,true,null]"),
    ])
  func accepted(text: String, written: String) throws {
    let json = try JSON(parsing: text)
    #expect(json.text == written)
    #expect(try JSON(parsing: json.utf8) == json)
  }

  @Test(
    "What RFC 8259 forbids is refused with its reason and place",
    arguments: [
      ("", NotationFailure(.unexpectedEnd, at: 0)), (" ", .init(.unexpectedEnd, at: 1)),
      ("[1,]", .init(.unexpectedByte, at: 3)), ("[,1]", .init(.unexpectedByte, at: 1)),
      ("[1 2]", .init(.unexpectedByte, at: 3)), ("[1", .init(.unexpectedEnd, at: 2)),
      ("]", .init(.unexpectedByte, at: 0)), ("[]]", .init(.textAfterValue, at: 2)),
      ("{\"a\"}", .init(.unexpectedByte, at: 4)), ("{\"a\":}", .init(.unexpectedByte, at: 5)),
      ("{\"a\":1,}", .init(.unexpectedByte, at: 7)), ("{a:1}", .init(.unexpectedByte, at: 1)),
      ("{'a':1}", .init(.unexpectedByte, at: 1)), ("{1:1}", .init(.unexpectedByte, at: 1)),
      ("01", .init(.invalidNumber, at: 0)), ("-01", .init(.invalidNumber, at: 1)),
      ("-", .init(.unexpectedEnd, at: 1)), ("+1", .init(.unexpectedByte, at: 0)),
      ("-x", .init(.invalidNumber, at: 1)), ("1.", .init(.unexpectedEnd, at: 2)),
      (".5", .init(.unexpectedByte, at: 0)), ("1.e1", .init(.invalidNumber, at: 2)),
      ("1e", .init(.unexpectedEnd, at: 2)), ("1e+", .init(.unexpectedEnd, at: 3)),
      ("1ea", .init(.invalidNumber, at: 2)), ("0x1", .init(.textAfterValue, at: 1)),
      ("NaN", .init(.unexpectedByte, at: 0)), ("Infinity", .init(.unexpectedByte, at: 0)),
      ("-Infinity", .init(.invalidNumber, at: 1)), ("tru", .init(.unexpectedEnd, at: 3)),
      ("nulL", .init(.unexpectedByte, at: 3)), ("True", .init(.unexpectedByte, at: 0)),
      ("\"a", .init(.unexpectedEnd, at: 2)), ("\"\\", .init(.unexpectedEnd, at: 2)),
      ("\"\n\"", .init(.controlCharacter, at: 1)), ("\"\\n\t\"", .init(.controlCharacter, at: 3)),
      (#""\x41""#, .init(.invalidEscape, at: 2)), (#""\u00g0""#, .init(.invalidEscape, at: 5)),
      (#""\u00""#, .init(.invalidEscape, at: 5)), (#""\uD800""#, .init(.loneSurrogate, at: 3)),
      (#""\uDC00""#, .init(.loneSurrogate, at: 3)), (#""\uD800\u0041""#, .init(.loneSurrogate, at: 3)),
      (#""\uD800\n""#, .init(.loneSurrogate, at: 3)), ("/**/1", .init(.unexpectedByte, at: 0)),
      ("1//", .init(.textAfterValue, at: 1)), ("\u{FEFF}1", .init(.unexpectedByte, at: 0)),
      ("[\u{A0}]", .init(.unexpectedByte, at: 1)), ("\u{0C}[]", .init(.unexpectedByte, at: 0)),
    ])
  func refused(text: String, failure: NotationFailure) {
    #expect(throws: failure) { try JSON(parsing: text) }
  }

  @Test(
    "Bytes that are not UTF-8 are refused",
    arguments: [
      [0xFF], [0xC0, 0xAF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC3],
      [0x5C, 0x6E, 0x80],
    ] as [[UInt8]])
  func invalidUTF8(content: [UInt8]) {
    let quote = [UInt8(ascii: "\"")]
    #expect(throws: NotationFailure(.invalidUTF8, at: 1)) { try JSON(parsing: quote + content + quote) }
  }

  @Test("Sixty-four levels are read, one more is refused, and a million brackets do no harm")
  func depth() throws {
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    #expect(try JSON(parsing: nested(64)).text == nested(64))
    #expect(throws: NotationFailure(.tooDeep, at: 64)) { try JSON(parsing: nested(65)) }
    #expect(throws: NotationFailure(.tooDeep, at: 256)) {
      try JSON(parsing: String(repeating: "{\"\":", count: 1_000_000))
    }
  }

  @Test("Bytes that do not lie in one piece are read as well")
  func scatteredBytes() throws {
    #expect(try JSON(parsing: "[1,\"é\"]".utf8.lazy.map { $0 }) == [1, "é"])
  }

  @Test("An object of a hundred thousand keys, half of them repeated, is read in linear time")
  func manyKeys() throws {
    let keys = (0..<100_000).map { "\"k\($0 % 50_000)\":\($0)" }
    let object = try #require(try JSON(parsing: "{\(keys.joined(separator: ","))}").object)
    #expect(object.count == 50_000)
    #expect(object["k7"] == 50_007)
  }

  @Test("The writer places its commas itself")
  func writer() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("id")
    writer.value("cus_1")
    writer.key("nested")
    writer.beginArray()
    writer.value(Int64.min)
    writer.value(true)
    writer.null()
    writer.value(number: "0.5")
    writer.beginObject()
    writer.endObject()
    writer.value(written: Array("[1]".utf8))
    writer.endArray()
    writer.key(text: "a\"b")
    writer.value(["x": [], "y": "ü"])
    writer.endObject()
    #expect(
      String(decoding: writer.bytes, as: UTF8.self) == #"""
        {"id":"cus_1","nested":[-9223372036854775808,true,null,0.5,{},[1]],"a\"b":{"x":[],"y":"ü"}}
        """#)
  }
}
