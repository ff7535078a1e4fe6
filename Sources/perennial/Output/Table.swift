/// Rows under headings, in columns as wide as they need.
struct Table {
  enum Alignment {
    case leading, trailing
  }

  private let columns: [(heading: String, alignment: Alignment)]
  private var rows: [[String]] = []

  init(_ columns: [(heading: String, alignment: Alignment)]) {
    self.columns = columns
  }

  /// A table of words.
  init(_ headings: String...) {
    self.init(headings.map { ($0, .leading) })
  }

  mutating func add(_ cells: String...) { add(cells) }

  mutating func add(_ cells: [String]) {
    precondition(cells.count == columns.count, "a row has as many cells as the table has columns")
    rows.append(cells)
  }

  var text: String {
    let all = [columns.map(\.heading)] + rows
    let widths = columns.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { row in
      let cells = columns.indices.map { column -> String in
        let padding = String(repeating: " ", count: widths[column] - row[column].count)
        return columns[column].alignment == .leading ? row[column] + padding : padding + row[column]
      }
      let line = cells.joined(separator: "  ")
      return String(line.prefix(through: line.lastIndex { $0 != " " } ?? line.startIndex))
    }.joined(separator: "\n")
  }
}
