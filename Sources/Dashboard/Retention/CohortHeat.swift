import Analytics
import Chronology
import Monetary
import Operations

/// A triangle of cohorts, darker where more stayed or more was brought; each cell opens its customers.
struct CohortHeat {
  let rows: [CohortRow]
  let currency: Currency
  var measure = CohortMeasure.customers
  /// The address of the customers behind a cell.
  let opens: (CohortRow, CohortRow.Cell) -> String

  var html: HTML {
    guard rows.contains(where: { ($0.cells.first?.customers.whole ?? 0) > 0 }) else {
      return #"<p class="lead">\#(say("Nobody began to pay in this time."))</p>"#
    }
    let steps = rows.first?.cells.count ?? 0
    let heads = (0..<steps).map(\.self).html { #"<th scope="col">\#($0)</th>"# }
    let most = rows.flatMap(\.cells).compactMap(\.margin).max() ?? 0
    let body = rows.html { row in
      let first = row.cells.first?.revenue ?? 0
      let cells = row.cells.html { cell in
        guard let shown = shown(cell, first: first, most: most) else { return #"<td class="n">–</td>"# }
        let few: HTML = cell.customers.isFromFew ? #" class="few""# : .nothing
        return """
          <td style="--v:\(min(max(shown.weight, 0), 1_000))e-3" title="\(shown.title)"\(few)>\
          <a href="\(opens(row, cell))">\(shown.text)</a></td>
          """
      }
      let month = Month(containing: row.period.first)
      let blanks = (row.cells.count..<steps).map(\.self).html { _ in "<td></td>" }
      return """
        <tr><th scope="row">\(DayText.text(month))</th>\
        <td class="n">\(row.cells.first?.customers.whole ?? 0)</td>\(cells)\(blanks)</tr>
        """
    }
    let label = say("Retention by cohort: table, scrolls sideways")
    return """
      <div class="tw" tabindex="0" role="region" aria-label="\(label)">\
      <table class="heat"><caption class="vh">\(caption)</caption><thead><tr>\
      <th scope="col">\(say("Began"))</th><th scope="col">\(say("Size"))</th>\(heads)</tr>\
      </thead><tbody>\(body)</tbody></table></div>
      <p class="note mut">\(note)</p>
      """
  }

  /// What a cell says, how dark it is in thousandths, and what it says when one points at it.
  private func shown(
    _ cell: CohortRow.Cell, first: Int64, most: Int64
  ) -> (text: String, weight: Int128, title: String)? {
    switch measure {
    case .customers:
      guard let share = cell.customers.value else { return nil }
      let interval = cell.customers.interval().map { interval in
        ", \(FigureWords.percent(interval.lowerBound)) – \(FigureWords.percent(interval.upperBound))"
      }
      let counts = "\(cell.customers.part) / \(cell.customers.whole)"
      return (whole(share), Int128((share * 1_000).rounded()), counts + (interval ?? ""))
    case .revenue:
      guard first > 0, let revenue = cell.revenue else { return nil }
      let perMille = Int128(revenue) * 1_000 / Int128(first)
      return ("\(perMille / 10)", perMille, MoneyText.text(revenue, currency))
    case .margin:
      guard let margin = cell.margin, cell.customers.whole > 0 else { return nil }
      let weight = most > 0 ? Int128(margin) * 1_000 / Int128(most) : 0
      return (MoneyText.short(margin, currency), weight, MoneyText.text(margin, currency))
    }
  }

  /// Per cent without the sign or decimals: a cell is narrow.
  private func whole(_ share: Double) -> String {
    String(FigureWords.percent(share).prefix { $0.isNumber || $0 == "\u{2212}" })
  }

  private var caption: String {
    measure == .customers
      ? say("Share of customers still paying, per cent, by months since the first payment") : note
  }

  private var note: String {
    switch measure {
    case .customers:
      say(
        """
        Per cent of customers still paying, by months since the first payment; cohorts of fewer than thirty \
        are lighter.
        """)
    case .revenue:
      say(
        """
        Monthly revenue as per cent of the first month's, by months since the first payment; cohorts of \
        fewer than thirty are lighter.
        """)
    case .margin:
      say(
        """
        Gross margin brought so far, by months since the first payment; cohorts of fewer than thirty are \
        lighter.
        """)
    }
  }
}
