import Analytics
import Chronology
import Journal
import Monetary
import Operations
import Relations
import Subscriptions

/// A report's tables, each a card with its files; what a cell names, it opens.
struct ReportCards {
  private let table: ReportTable
  private let request: ReportRequest
  private let room: Room
  private let customers: [CustomerID: String]
  private let invoices: [InvoiceID: String]
  /// Of products and prices that groups are called by.
  private let groups: [String: String]

  /// More rows than this are in the file alone. Twenty groups have a year each.
  private static func rowsMost(_ section: ReportSection) -> Int { section.isOfGroups ? rowsMost : 100 }
  static let rowsMost = 300

  init(_ table: ReportTable, _ request: ReportRequest, _ room: Room) async throws {
    self.table = table
    self.request = request
    self.room = room
    let cells = table.sections.flatMap { $0.rows.prefix(Self.rowsMost($0)).joined() }
    customers = try await RevenuePages.titles(
      cells.compactMap { if case .customer(let id) = $0 { id } else { nil } }, room)
    let ids = Set(cells.compactMap { if case .invoice(let id) = $0 { id } else { nil } })
    groups = try await GroupNames.of(
      Set(cells.compactMap { if case .text(let text) = $0 { text } else { nil } }), room)
    invoices = try await room.read { snapshot in
      var titles: [InvoiceID: String] = [:]
      for id in ids { titles[id] = try snapshot.invoice(id)?.title }
      return titles
    }
  }

  var html: HTML {
    let notes = table.notes.html { note in
      #"<p class="notice">\#(Icon.alert.html)\#(text(note))</p>"#
    }
    return notes + HTML(table.sections.map(card))
  }

  private func text(_ note: ReportNote) -> String {
    Phrases.filled(Phrases.text(note.text, in: Language.current), note.values)
  }

  /// The column that a phone shows beside the first.
  private func main(_ section: ReportSection) -> Int {
    section.columns.firstIndex { ["value", "simple", "net", "recognized"].contains($0.name) }
      ?? section.columns.lastIndex { !$0.name.hasPrefix("compared_") } ?? 0
  }

  private func card(_ section: ReportSection) -> HTML {
    let title = say(section.title) + (section.currency.map { ", \($0.isoCode)" } ?? "")
    guard !section.rows.isEmpty else {
      return Dashboard.card(title, #"<p class="lead">\#(say("There is nothing of this."))</p>"#)
    }
    let main = main(section)
    // Which earlier step it is stands with each amount of it.
    let shown = section.columns.indices.filter {
      !["compared_from", "compared_through"].contains(section.columns[$0].name)
    }
    var table = RowTable(
      label: title,
      columns: shown.map { place in
        .init(
          title: say(section.columns[place].title),
          isNumber: section.rows.contains { $0[place].isNumber },
          // Of a group a phone shows the step or the age too.
          isExtra: place > (section.isOfGroups ? 1 : 0) && place != main && section.columns.count > 3)
      })
    let most = Self.rowsMost(section)
    table.rows = section.rows.prefix(most).map { row in
      let group = section.isOfGroups ? row.first : nil
      let earlier = earlier(row, in: section)
      return shown.map { place in
        let (column, value) = (section.columns[place], row[place])
        if let path = path(column, value, of: group, in: section)
          ?? path(column, value, ofLine: row, in: section)
        {
          return #"<a href="\#(path)">\#(cell(value))</a>"#
        }
        guard let earlier, column.name.hasPrefix("compared_") else { return cell(value) }
        return #"<span class="mut" title="\#(earlier)">\#(cell(value))</span>"#
      }
    }
    let rest: HTML =
      section.rowCount > most
      ? """
      <p class="mut defs">\
      \(say("The first {} of {} are shown; the file has all.", "\(most)", "\(section.rowCount)"))\
      </p>
      """ : .nothing
    return Dashboard.card(title, table.html + rest, tools: files(section))
  }

  /// The step that a row is compared with.
  private func earlier(_ row: [ReportCell], in section: ReportSection) -> String? {
    let days = ["compared_from", "compared_through"].compactMap { name in
      section.columns.firstIndex { $0.name == name }.map { text(row[$0]) }
    }
    return days.isEmpty ? nil : days.joined(separator: " – ")
  }

  private func files(_ section: ReportSection) -> HTML {
    func path(_ dialect: CSVDialect) -> String {
      request.path("/csv", room, request.opened + [("section", section.name), ("as", dialect.rawValue)])
    }
    return """
      <a class="btn sm" href="\(path(.plain))" download>CSV</a>\
      <a class="btn sm" href="\(path(.excel))" download>\(say("CSV for Excel"))</a>
      """
  }

  /// What a cell opens: a group the report about it alone, a step its rows.
  private func path(
    _ column: ReportColumn, _ cell: ReportCell, of group: ReportCell?, in section: ReportSection
  ) -> String? {
    var value: String?
    if case .text(let text) = group { value = text }
    switch (column.name, cell) {
    case ("group", .text(let text)): return request.path(ofGroup: text, room)
    case ("from", .day(let day)) where section.name != "trials" && request.question.report.opensSteps:
      let step = [("step", day.isoText)]
      return group == nil
        ? request.path("", room, step) : value.flatMap { request.path(ofGroup: $0, room, step) }
    default: return nil
    }
  }

  /// What a figure of a channel, or of several together, is worked out from: the spend and the customers it
  /// won, what its payers bring a month, or what customers are worth.
  private func path(
    _ column: ReportColumn, _ cell: ReportCell, ofLine row: [ReportCell], in section: ReportSection
  ) -> String? {
    guard section.name == "channels", cell != .nothing, let line = row.first else { return nil }
    switch (column.name, section.currency) {
    case ("arpa", let currency?): return request.path(ofPayers: line, in: currency, room)
    case ("lifetime_value", let currency?): return request.path(ofWorthIn: currency, room)
    default: return request.path(ofLine: line, room)
    }
  }

  /// What a cell that opens something says.
  private func text(_ cell: ReportCell) -> String {
    switch cell {
    case .text(let text): text.isEmpty ? say("Not known") : groups[text] ?? text
    case .day(let day): DayText.text(day)
    case .month(let month): DayText.text(month)
    default: ""
    }
  }

  private func cell(_ cell: ReportCell) -> HTML {
    switch cell {
    case .nothing: return #"<span class="mut">–</span>"#
    case .word(let word): return "\(ReportWords.text(word))"
    case .text, .day, .month: return "\(text(cell))"
    case .amount(let amount, let currency):
      return #"<data value="\#(amount)">\#(MoneyText.text(amount, currency))</data>"#
    case .count(let count): return "\(MoneyText.grouped(String(count)))"
    case .share(let share, let interval, let isFromFew):
      let text = FigureWords.percent(share)
      let range = interval.map { interval -> HTML in
        let (low, high) = (
          FigureWords.percent(interval.lowerBound), FigureWords.percent(interval.upperBound)
        )
        return #" <span class="mut">\#(low) – \#(high)</span>"#
      }
      let value: HTML = isFromFew ? #"<span class="mut">\#(text)</span>"# : "\(text)"
      return value + (range ?? .nothing)
    case .number(let number): return "\(FigureWords.ratio(number))"
    case .flag(let flag): return "\(flag ? say("Yes") : say("No"))"
    case .currency(let currency): return "\(currency.isoCode)"
    case .moment(let instant): return #"<span class="mut">\#(DayText.minute(instant))</span>"#
    case .customer(let id): return link(room.path("customers/\(id)"), customers[id] ?? id.text)
    case .subscription(let id): return link(room.path("subscriptions/\(id)"), say("Subscription"))
    case .invoice(let id): return link(room.path("invoices/\(id)"), invoices[id] ?? id.text)
    }
  }
}

extension ReportSection {
  /// Whether each row is a group's.
  fileprivate var isOfGroups: Bool { columns.first?.name == "group" }
}

/// The words that reports name things by.
enum ReportWords {
  /// "Revenue per customer" for `revenue_per_customer`.
  static func text(_ word: String) -> String {
    let plain = word.replacing("_", with: " ")
    // What moved a contract is said elsewhere too, within sentences.
    guard !isCause(word) else {
      let said = say(plain)
      return said.prefix(1).uppercased() + said.dropFirst()
    }
    return say(plain.prefix(1).uppercased() + plain.dropFirst())
  }

  private static func isCause(_ word: String) -> Bool {
    word == "started" || SubscriptionCause(rawValue: word) != nil
  }
}

extension ReportCell {
  fileprivate var isNumber: Bool {
    switch self {
    case .amount, .count, .share, .number: true
    default: false
    }
  }
}
