// Codes are a promise: who handles one finds it in docs/errors.md, and nothing stands there that is not said.
extension Rule {
  static let refusals = [codesDeclaredOnce, codesDocumented, refusalCasesDocumented]

  private static let page = "docs/errors.md"

  private static let codesDeclaredOnce = Rule(
    "code_declared_twice",
    samples: [
      Sample(
        [
          "Sources/HTTPAPI/A.swift":
            "let a = ErrorCode(\"no\", status: 400)\nlet b = ErrorCode(\"no\", status: 400)"
        ],
        finds: "Sources/HTTPAPI/A.swift:2"),
      Sample(
        [
          "Sources/perennial/A.swift":
            "enum ExitStatus: Int { case refused = 1, usage = 64 }\n"
            + "let a = Complaint(.refused, \"no\", \"\")\nlet b = Complaint(.usage, \"no\", \"\")"
        ], finds: "Sources/perennial/A.swift:3"),
    ]
  ) { repository in
    let wire = Dictionary(grouping: repository.wireCodes) { "\($0.code) \($0.status ?? 0)" }.values
    let twice = wire.flatMap { $0.dropFirst() }.map {
      Finding(
        $0.path, $0.line,
        "The code \($0.code) is declared elsewhere with this status. Give it one name and use that.")
    }
    // A complaint's code may be said in several places, but it always ends the program the same way.
    let complaints = Dictionary(grouping: repository.complaintCodes.filter { $0.status != nil }, by: \.code)
      .values
    let ambiguous = complaints.flatMap { same in same.filter { $0.status != same.first?.status } }.map {
      Finding(
        $0.path, $0.line,
        "The code \($0.code) has another exit status elsewhere. Choose another code for this.")
    }
    return (twice + ambiguous).sorted { ($0.path, $0.line) < ($1.path, $1.line) }
  }

  private static let codesDocumented = Rule(
    "code_documented",
    samples: [
      Sample(
        ["Sources/HTTPAPI/A.swift": "\nlet a = ErrorCode(\"no\", status: 400)"],
        finds: "Sources/HTTPAPI/A.swift:2"),
      Sample(
        ["Sources/HTTPAPI/A.swift": "let a = ErrorCode(\"no\", status: 400)", page: "| `no` | 404 | No. |"],
        finds: "Sources/HTTPAPI/A.swift:1"),
      Sample([page: "# Errors\n\n| `gone` | 400 | Not said any more. |"], finds: "\(page):3"),
      Sample(
        [
          page: "| `no` | 400 | |",
          "Sources/HTTPAPI/A.swift": "let a = ErrorCode(\"no\", status: 400)",
        ], finds: "\(page):1"),
    ]
  ) { repository in
    let rows = repository.tableRows(of: page).filter { $0.cells[0].isCode }
    let documented = Dictionary(grouping: rows) { $0.cells[0] }
    let owned = repository.refusalCases.compactMap { refusal in
      refusal.code.map { DeclaredCode(code: $0, status: nil, path: refusal.path, line: refusal.line) }
    }
    let declared = repository.wireCodes + repository.complaintCodes + owned
    let missing = declared.filter { code in
      !documented[code.code, default: []].contains { row in
        code.status.map { row.cells[1].contains("\($0)") } ?? true
      }
    }.map {
      Finding(
        $0.path, $0.line,
        "\(page) does not list `\($0.code)`\($0.status.map { " with \($0)" } ?? ""). Say what it means.")
    }
    let known = Set(declared.map(\.code))
    let stale = rows.filter { !known.contains($0.cells[0]) }.map {
      Finding(page, $0.line, "Nothing says `\($0.cells[0])` any more. Take the row out.")
    }
    let empty = rows.filter { ($0.cells.last ?? "").count < 3 || $0.cells.count < 3 }.map {
      Finding(page, $0.line, "`\($0.cells[0])` has no meaning here. Say when it comes and what to do.")
    }
    return missing + stale + empty
  }

  private static let refusalCasesDocumented = Rule(
    "refusal_documented",
    samples: [
      Sample(
        [
          "Sources/Rating/A.swift": "enum RatingRefusal: Error {\n  case empty, full(Int)\n}",
          page: "| `RatingRefusal.empty` | `no` | No. |",
        ],
        finds: "Sources/Rating/A.swift:2"),
      Sample([page: "\n| `RatingRefusal.gone` | `no` | Gone. |"], finds: "\(page):2"),
    ]
  ) { repository in
    let rows = repository.tableRows(of: page).filter { $0.cells[0].contains("Refusal.") }
    let documented = Set(rows.map { $0.cells[0] })
    let cases = repository.refusalCases
    let missing = cases.filter { !documented.contains("\($0.type).\($0.name)") }.map {
      Finding(
        $0.path, $0.line,
        "\(page) does not list `\($0.type).\($0.name)`. Say what it means and which code it has.")
    }
    let known = Set(cases.map { "\($0.type).\($0.name)" })
    let stale = rows.filter { !known.contains($0.cells[0]) }.map {
      Finding(page, $0.line, "There is no refusal \($0.cells[0]) any more. Take the row out.")
    }
    return missing + stale
  }
}

extension Repository {
  /// The rows of a page's tables, their cells without backticks.
  func tableRows(of page: String) -> [(cells: [String], line: Int)] {
    let lines = file(page)?.lines ?? []
    return lines.enumerated().compactMap { index, line in
      let isHeading = lines.indices.contains(index + 1) && lines[index + 1].hasPrefix("| ---")
      guard line.hasPrefix("| "), !isHeading, !line.hasPrefix("| ---") else { return nil }
      let cells = line.dropFirst().split(separator: "|", omittingEmptySubsequences: false).dropLast()
      return (cells.map { String($0.filter { $0 != "`" }).trimmed }, index + 1)
    }
  }
}

extension String {
  var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
