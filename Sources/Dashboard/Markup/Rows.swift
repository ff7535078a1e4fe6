import Operations

/// A table of rows, the first cell of each a heading.
struct RowTable {
  struct Column {
    var title: String
    var isNumber = false
    /// Left out on a narrow screen.
    var isExtra = false
  }

  let label: String
  let columns: [Column]
  var rows: [[HTML]] = []
  /// The cells of a last row that sums the others.
  var total: [HTML]?

  var html: HTML {
    let heads = columns.html { column in
      #"<th scope="col"\#(style(column))>\#(column.title)</th>"#
    }
    let body = rows.html { cells in "<tr>\(line(cells))</tr>" }
    let foot: HTML = total.map { "<tfoot><tr>\(line($0))</tr></tfoot>" } ?? .nothing
    return """
      <div class="tw" tabindex="0" role="region" aria-label="\(say("{}: rows", label))"><table class="list">\
      <thead><tr>\(heads)</tr></thead><tbody>\(body)</tbody>\(foot)</table></div>
      """
  }

  private func line(_ cells: [HTML]) -> HTML {
    precondition(cells.count == columns.count, "a row has as many cells as the table has columns")
    return zip(columns, cells).enumerated().html { place, pair in
      place == 0
        ? #"<th scope="row"\#(style(pair.0))>\#(pair.1)</th>"# : "<td\(style(pair.0))>\(pair.1)</td>"
    }
  }

  private func style(_ column: Column) -> HTML {
    let classes = (column.isNumber ? ["num"] : []) + (column.isExtra ? ["opt"] : [])
    return classes.isEmpty ? .nothing : #" class="\#(classes.joined(separator: " "))""#
  }
}

/// Facts about one thing, name by name.
struct Facts {
  var entries: [(name: String, value: HTML)] = []

  mutating func add(_ name: String, _ value: HTML?) {
    if let value, !value.isEmpty { entries.append((name, value)) }
  }

  mutating func add(_ name: String, _ value: String?) {
    if let value, !value.isEmpty { add(name, "\(value)" as HTML) }
  }

  var html: HTML {
    #"<dl class="facts">\#(entries.html { "<div><dt>\($0.name)</dt><dd>\($0.value)</dd></div>" })</dl>"#
  }
}

/// A titled part of a page.
func card(_ title: String, _ body: HTML, tools: HTML = .nothing) -> HTML {
  let id = "h-" + String(title.lowercased().map { $0.isLetter ? $0 : "-" })
  return """
    <section class="card" aria-labelledby="\(id)"><header><h2 id="\(id)">\(title)</h2>\
    <span class="sp"></span>\(tools)</header>\(body)</section>
    """
}

/// A link into the same workspace.
func link(_ path: String, _ text: String) -> HTML { #"<a href="\#(path)">\#(text)</a>"# }

/// A list read by key: fifty at a time, and the way to the next and to the one before.
struct ListPage {
  static let limit = 50

  /// The part that the query asks for.
  static func page(_ query: FormFields, _ created: CreatedRange = CreatedRange()) -> Page {
    let cursor: Page.Cursor? =
      query["after"].map { .after($0) } ?? query["before"].map { .before($0) }
    return Page(limit: limit, cursor: cursor, created: created)
  }

  /// - Parameter kept: what of the query goes on, such as a filter.
  static func links<Element>(
    _ result: PageResult<Element>, _ path: String, _ query: FormFields, kept: [String] = [],
    id: (Element) -> String
  ) -> HTML {
    let rest = kept.compactMap { name in query[name].map { "&\(name)=\(encoded($0))" } }.joined()
    let isBackward = query["after"] == nil && query["before"] != nil
    let hasNewer = isBackward ? result.hasMore : query["after"] != nil
    let hasOlder = isBackward ? true : result.hasMore
    guard let first = result.elements.first, let last = result.elements.last, hasNewer || hasOlder else {
      return .nothing
    }
    let newer = hasNewer ? before("\(path)?before=\(encoded(id(first)))\(rest)", say("Newer")) : .nothing
    let older = hasOlder ? next("\(path)?after=\(encoded(id(last)))\(rest)", say("Older")) : .nothing
    return #"<nav class="pages" aria-label="\#(say("Pages"))">\#(newer)\#(older)</nav>"#
  }

  /// Rows that are all there already, by number.
  static func slice<Element>(_ all: [Element], _ query: FormFields) throws -> (rows: [Element], number: Int) {
    let number = try query["page"].map { text in
      guard let number = Int(text), number >= 1, number <= max(1, (all.count + limit - 1) / limit) else {
        throw SiteRefusal.missing
      }
      return number
    }
    let start = ((number ?? 1) - 1) * limit
    return (Array(all.dropFirst(start).prefix(limit)), number ?? 1)
  }

  static func numbered(_ count: Int, _ number: Int, _ path: String) -> HTML {
    let pages = (count + limit - 1) / limit
    guard pages > 1 else { return .nothing }
    let mark = path.contains("?") ? "&" : "?"
    let back = number > 1 ? before("\(path)\(mark)page=\(number - 1)", say("Before ¦ page")) : .nothing
    let forth = number < pages ? next("\(path)\(mark)page=\(number + 1)", say("Next")) : .nothing
    return """
      <nav class="pages" aria-label="\(say("Pages"))">\(back)\
      <span class="mut">\(say("Page {} of {}", String(number), String(pages)))</span>\
      \(forth)</nav>
      """
  }

  private static func before(_ path: String, _ word: String) -> HTML {
    #"<a class="btn sm" rel="prev" href="\#(path)">\#(Icon.back.html)\#(word)</a>"#
  }

  private static func next(_ path: String, _ word: String) -> HTML {
    #"<a class="btn sm" rel="next" href="\#(path)">\#(word)\#(Icon.next.html)</a>"#
  }

  /// For a value in a query.
  static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        String(UnicodeScalar(byte))
      default: (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}
