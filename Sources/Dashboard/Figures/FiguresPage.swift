import Analytics
import Chronology
import Monetary
import Operations

/// Everything that the business is measured by with its newest value, and what figures need beside the
/// business itself.
enum FiguresPage {
  static let routes: [SiteRoute] = [.look("/figures") { room in try await show(room) }]

  private static func show(_ room: Room) async throws -> SiteAnswer {
    let answers = try await room.workspace.answer(
      Metric.allCases.map { metric in
        var history = FigureHistory(metric)
        history.from = history.interval.start(-1, after: history.interval.start(of: room.today))
        return history
      })
    let inputs: [(title: String, path: String, text: String)] = [
      (say("Marketing spend"), "spend", say("What winning customers cost, by channel and month.")),
      (say("Exchange rates"), "rates", say("What one euro bought, day by day.")),
      (say("Gross margins"), "margins", say("What is left of revenue after the cost of delivering it.")),
    ]
    let stays = [
      (
        title: say("Retention"), path: "figures/retention",
        text: say("How many stay longer than so many months, and cohort by cohort.")
      )
    ]
    func reports(_ all: [Report]) -> [(title: String, path: String, text: String)] {
      all.map { (say($0.title), ReportPages.path($0), say($0.definition)) }
    }
    let page = RoomPage(
      title: say("Figures"), section: .figures,
      body: """
        \(card(say("By month"), table(answers, room)))
        \(card(say("Who stays"), doors(stays + reports([.trialConversion, .concentration]), room)))
        \(card(say("What customers are worth"), doors(reports([.lifetimeValue, .acquisitionCost]), room)))
        \(card(say("Money"), doors(reports([.cash, .receivables, .revenue]), room)))
        \(card(say("What lies ahead"), doors(reports([.renewals, .committed]), room)))
        \(card(say("How sure the figures are"), doors(reports([.reconciliation, .asReported]), room)))
        \(card(say("What figures need"), doors(inputs, room)))
        """)
    return page.answer(in: room)
  }

  /// A row for each figure and currency.
  private static func table(_ answers: [FigureAnswer], _ room: Room) -> HTML {
    var table = RowTable(
      label: say("Figures"),
      columns: [
        .init(title: say("Figure")), .init(title: say("This month so far"), isNumber: true),
        .init(title: say("Last month"), isNumber: true, isExtra: true),
      ])
    for answer in answers {
      let metric = answer.metric
      let title = link(room.path("figures/\(metric.rawValue)"), say(metric.title))
      if answer.series.isEmpty { table.rows.append([title, "–", "–"]) }
      for series in answer.series {
        let currency: HTML =
          answer.series.count > 1
          ? #" <span class="mut">\#(series.currency?.isoCode ?? "")</span>"# : .nothing
        let texts = series.points.suffix(2).map { FigureWords.text($0.value, metric, series.currency) }
        table.rows.append([
          "\(title)\(currency)", "\(texts.last ?? "–")",
          #"<span class="mut">\#(texts.count > 1 ? texts[0] : "–")</span>"#,
        ])
      }
    }
    return table.html
  }

  private static func doors(_ doors: [(title: String, path: String, text: String)], _ room: Room) -> HTML {
    let items = doors.html { door in
      #"<li><div>\#(link(room.path(door.path), door.title))<p class="mut">\#(door.text)</p></div></li>"#
    }
    return #"<ul class="doors">\#(items)</ul>"#
  }
}

extension Room {
  /// The day that the workspace lives in.
  var today: Day { Day(containing: workspace.now, in: .utc) }
}
