import Analytics
import Catalog
import Chronology
import Monetary
import Operations

/// One page a report: its definition, what may be asked of it, its tables, and each table as a file.
enum ReportPages {
  static let routes: [SiteRoute] = [
    .look("/reports/{report}") { room in try await show(room) },
    .look("/reports/{report}/csv") { room in try await file(room) },
  ]

  static func path(_ report: Report) -> String { "reports/\(report.rawValue)" }

  private static func show(_ room: Room) async throws -> SiteAnswer {
    let request = try ReportRequest(room)
    var state = request.state
    var table: ReportTable?
    if state.problems.isEmpty {
      do {
        var question = request.question
        question.rowsMost = ReportCards.rowsMost
        table = try await room.workspace.answer(question)
      } catch let refusal as FigureRefusal {
        state.note(refusal)
      }
    }
    let report = request.question.report
    let products = try await room.read { try $0.products(ProductFilter(), Page(limit: 100)).elements }
    var cards = HTML.nothing
    if let table { cards = try await ReportCards(table, request, room).html }
    let views = try await SavedViews.bar(
      path(report), query: state.problems.isEmpty ? request.address : "", room)
    let page = RoomPage(
      title: say(report.title), section: .figures, subtitle: "\(say(report.definition))",
      parent: (say("Figures"), "figures"),
      body: Field.summary(state) + request.form(state, products, room) + views + cards)
    return page.answer(in: room, status: state.problems.isEmpty ? 200 : 422)
  }

  private static func file(_ room: Room) async throws -> SiteAnswer {
    let request = try ReportRequest(room)
    guard request.state.problems.isEmpty,
      let dialect = CSVDialect(rawValue: room.query["as"] ?? "plain")
    else { throw SiteRefusal.missing }
    do {
      let table = try await room.workspace.answer(request.question)
      guard let section = table.sections.first(where: { $0.name == room.query["section"] }) else {
        throw SiteRefusal.missing
      }
      return .file(
        "\(request.question.report.rawValue)_\(section.name).csv", Array(section.csv(dialect).utf8))
    } catch is FigureRefusal {
      throw SiteRefusal.missing
    }
  }
}
