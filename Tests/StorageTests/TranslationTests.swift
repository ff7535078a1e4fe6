import Storage
import Testing

@testable import PostgresEngine

@Suite struct TranslationTests {
  @Test(
    "A migration's words become the engine's types, and nothing else changes",
    arguments: [
      (
        "CREATE TABLE a (p POSITION, at INT64, name TEXT, raw BYTES) -- TEXT",
        "CREATE TABLE a (p INTEGER PRIMARY KEY, at INTEGER, "
          + "name TEXT, raw BLOB) STRICT -- TEXT",
        "CREATE TABLE a (p BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at BIGINT, "
          + "name TEXT COLLATE \"C\", raw BYTEA) -- TEXT"
      ),
      (
        "CREATE TABLE IF NOT EXISTS a (kind TEXT CHECK (kind IN ('TEXT', '('))); CREATE INDEX b ON a (kind);",
        "CREATE TABLE IF NOT EXISTS a (kind TEXT CHECK (kind IN ('TEXT', '('))) STRICT; "
          + "CREATE INDEX b ON a (kind);",
        "CREATE TABLE IF NOT EXISTS a (kind TEXT COLLATE \"C\" CHECK (kind IN ('TEXT', '('))); "
          + "CREATE INDEX b ON a (kind);"
      ),
      (
        """
        CREATE TABLE a (b TEXT, c INT64 CHECK (c > 0), PRIMARY KEY (b, c)); \
        CREATE TABLE d (e TEXT PRIMARY KEY)
        """,
        "CREATE TABLE a (b TEXT, c INTEGER CHECK (c > 0), PRIMARY KEY (b, c)) STRICT, WITHOUT ROWID; "
          + "CREATE TABLE d (e TEXT PRIMARY KEY) STRICT",
        "CREATE TABLE a (b TEXT COLLATE \"C\", c BIGINT CHECK (c > 0), PRIMARY KEY (b, c)); "
          + "CREATE TABLE d (e TEXT COLLATE \"C\" PRIMARY KEY)"
      ),
      (
        "UPDATE a SET name = CAST(at AS TEXT), \"TEXT\" = 1 /* INT64 */",
        "UPDATE a SET name = CAST(at AS TEXT), \"TEXT\" = 1 /* INT64 */",
        "UPDATE a SET name = CAST(at AS TEXT), \"TEXT\" = 1 /* INT64 */"
      ),
    ])
  func vocabulary(text: String, sqlite: String, postgres: String) {
    #expect(Engine.sqlite.translate(text) == sqlite)
    #expect(Engine.postgres.translate(text) == postgres)
  }

  @Test(
    "Named values become numbers, and casts, strings and comments stay",
    arguments: [
      ("SELECT :a, :b, :a", "SELECT $1, $2, $1", ["a", "b"]),
      ("SELECT :a::bigint, b::text", "SELECT $1::bigint, b::text", ["a"]),
      (
        "SELECT ':a', \":a\", 'it''s :a' -- :a\n, :b /* :c '*/",
        "SELECT ':a', \":a\", 'it''s :a' -- :a\n, $1 /* :c '*/", ["b"]
      ),
      ("WHERE (:a IS NULL OR x = :a)", "WHERE ($1 IS NULL OR x = $2)", ["a"]),
      ("WHERE :a\n is  not null AND :a IS b", "WHERE $1\n is  not null AND $2 IS b", ["a"]),
      ("SELECT x[1:2], :été, a:b", "SELECT x[1:2], $1, a$2", ["été", "b"]),
      ("VALUES (:customer_id,:at2)", "VALUES ($1,$2)", ["customer_id", "at2"]),
    ])
  func names(text: String, numbered: String, names: [String]) {
    let statement = NumberedStatement(text)
    #expect(statement.text == numbered)
    #expect(statement.names == names)
  }

  @Test(
    "Lock names stay themselves inside an array",
    arguments: [
      (["a"], "{\"a\"}"), (["a,b", "{}"], "{\"a,b\",\"{}\"}"), (["a\"b\\c"], "{\"a\\\"b\\\\c\"}"),
    ])
  func arrays(texts: [String], expected: String) {
    #expect(Wire.arrayText(texts) == expected)
  }

  @Test(
    "Whole numbers in PostgreSQL's decimal form read exactly, others not at all",
    arguments: [
      ([0, 0, 0, 0], 0), ([1, 0, 0, 0, 7], 7), ([1, 1, 0, 0, 3], 30_000), ([2, 1, 0x4000, 0, 1, 2], -10_002),
      ([2, 0, 0, 1, 1, 5_000], nil), ([0, 0, 0xc000, 0], nil),
      ([5, 4, 0, 0, 922, 3_372, 368, 5_477, 5_807], Int64.max),
      ([5, 4, 0x4000, 0, 922, 3_372, 368, 5_477, 5_808], .min),
      ([5, 4, 0, 0, 922, 3_372, 368, 5_477, 5_808], nil), ([1, 5, 0, 0, 1], nil),
    ] as [([UInt16], Int64?)])
  func numerics(words: [UInt16], expected: Int64?) {
    let bytes = words.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
    #expect(bytes.withUnsafeBytes { PostgresRow.integer(numeric: $0) } == expected)
  }
}
