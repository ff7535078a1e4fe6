import Testing

@testable import Interchange

@Suite("A CSV file")
struct CSVTests {
  /// The records as text: fields in brackets, the line in front, or what is wrong.
  private func read(_ bytes: [UInt8], separator: Character = ",") async throws -> [String] {
    try await Folder.lend { folder in
      var reader = try CSVReader(path: folder.write("file.csv", bytes), separator: separator.asciiValue!)
      var records: [String] = []
      while let record = try reader.next() {
        switch record.fields {
        case .success(let fields): records.append("\(record.line) " + fields.map { "[\($0)]" }.joined())
        case .failure(let problem): records.append("\(record.line) \(problem)")
        }
      }
      return records
    }
  }

  private func read(_ text: String, separator: Character = ",") async throws -> [String] {
    try await read(Array(text.utf8), separator: separator)
  }

  @Test(
    "is read as RFC 4180 has it",
    arguments: [
      ("a,b\nc,d\n", ["1 [a][b]", "2 [c][d]"]),
      ("a,b\r\nc,d\r\n", ["1 [a][b]", "2 [c][d]"]),
      ("a,b", ["1 [a][b]"]),
      ("a,\n", ["1 [a][]"]),
      (",,\n", ["1 [][][]"]),
      ("", []),
      ("\n\n", []),
      ("a\n\n\nb\n", ["1 [a]", "4 [b]"]),
      ("\u{FEFF}a,b\n", ["1 [a][b]"]),
      ("\"a\",\"b,c\"\n", ["1 [a][b,c]"]),
      ("\"say \"\"hi\"\"\",x\n", ["1 [say \"hi\"][x]"]),
      ("\"\"\"\",x\n", ["1 [\"][x]"]),
      ("\"\",x\n", ["1 [][x]"]),
      ("\"two\nlines\",x\ny,z\n", ["1 [two\nlines][x]", "3 [y][z]"]),
      ("\"two\r\nlines\"\r\ny\r\n", ["1 [two\r\nlines]", "3 [y]"]),
      (" a , b \n", ["1 [ a ][ b ]"]),
      ("Zoë,日本,🎉\n", ["1 [Zoë][日本][🎉]"]),
      ("\"a\"\n", ["1 [a]"]),
      ("\"\"", []),
    ])
  func rules(text: String, records: [String]) async throws {
    #expect(try await read(text) == records)
  }

  @Test(
    "with a broken record says where, and goes on with the next line",
    arguments: [
      ("a\n\"b\nc\nd", ["1 [a]", "2 quoteNotClosed"]),
      ("a\"b,c\nd\n", ["1 quoteInsideField(column: 1)", "2 [d]"]),
      ("x,\"a\"b,c\nd\n", ["1 textAfterQuote(column: 2)", "2 [d]"]),
      ("a\rb\nc\n", ["1 loneCarriageReturn", "2 [c]"]),
      ("a,\0\nc\n", ["1 nullByte(column: 2)", "2 [c]"]),
    ])
  func problems(text: String, records: [String]) async throws {
    #expect(try await read(text) == records)
  }

  @Test("that is not UTF-8 says in which field")
  func encoding() async throws {
    #expect(
      try await read(Array("a,M".utf8) + [0xFC] + Array("ller\nb,c\n".utf8)) == [
        "1 notUTF8(column: 2)", "2 [b][c]",
      ])
    // An overlong form, half a surrogate, and a sequence that is cut.
    for bytes: [UInt8] in [[0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xE2, 0x82]] {
      #expect(try await read(bytes + [0x0A]) == ["1 notUTF8(column: 1)"])
    }
    await #expect(throws: ImportFailure.wrongEncoding) { _ = try await read([0xFF, 0xFE, 0x61, 0x00]) }
    await #expect(throws: ImportFailure.wrongEncoding) { _ = try await read([0xEF, 0x61]) }
  }

  @Test("may use other separators")
  func separators() async throws {
    #expect(try await read("a;b,c\n", separator: ";") == ["1 [a][b,c]"])
    #expect(try await read("a\tb\n", separator: "\t") == ["1 [a][b]"])
  }

  @Test("with a quote that is never closed does not fill the memory")
  func bounds() async throws {
    let long = "a\n\"" + String(repeating: "x,\n", count: 500_000) + "b\n"
    let records = try await read(long)
    #expect(records.prefix(2) == ["1 [a]", "2 tooLong"])
    #expect(records.last == "500002 [b]")
    let wide = String(repeating: ",", count: 1_001) + "\nb\n"
    #expect(try await read(wide) == ["1 tooManyFields", "2 [b]"])
  }

  @Test("that is not there is refused by name")
  func absent() {
    #expect(throws: ImportFailure.unreadable("/nowhere/file.csv")) {
      try CSVReader(path: "/nowhere/file.csv")
    }
    #expect(throws: ImportFailure.unreadable("/")) { try CSVReader(path: "/") }
  }
}
