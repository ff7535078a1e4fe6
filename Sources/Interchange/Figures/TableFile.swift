/// A small CSV file with a header line, read whole: rates or spend. Every cell is trimmed of blanks.
struct TableFile {
  /// Lower-case.
  let headings: [String]
  let rows: [(line: Int, cells: [String])]

  static let rowsMost = 100_000

  /// Reads commas, or semicolons where the header line has no comma.
  /// - Throws: ``ImportFailure``, and ``TableProblem`` for the first bad line.
  init(path: String) throws {
    do {
      try self.init(path: path, separator: UInt8(ascii: ","))
      if headings.count > 1 { return }
    }
    try self.init(path: path, separator: UInt8(ascii: ";"))
  }

  private init(path: String, separator: UInt8) throws {
    var reader = try CSVReader(path: path, separator: separator)
    guard let header = try reader.next() else { throw ImportFailure.emptyFile }
    headings = try Self.cells(of: header).map { $0.lowercased() }
    var rows: [(line: Int, cells: [String])] = []
    while headings.count > 1, let record = try reader.next() {
      guard rows.count < Self.rowsMost else {
        throw TableProblem(line: record.line, text: "more than \(Self.rowsMost) lines")
      }
      rows.append((record.line, try Self.cells(of: record)))
    }
    self.rows = rows
  }

  private static func cells(of record: CSVRecord) throws -> [String] {
    switch record.fields {
    case .success(let fields):
      return fields.map {
        String($0.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
      }
    case .failure(let problem):
      throw TableProblem(line: record.line, text: String(problem.sentence.dropLast()))
    }
  }

  /// The place of a column, or nil when the file has none of that name.
  func column(_ name: String) -> Int? { headings.firstIndex(of: name) }
}

/// Why a file of rates or spend is not taken; nothing of it is written.
public struct TableProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// From 1.
  public let line: Int
  public let text: String

  public var description: String { "Line \(line): \(text). Nothing was written." }
}
